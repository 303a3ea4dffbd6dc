<?php
/**
 * The player in the post's page: by itself, as a block, as a shortcode.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * Puts the service's own <audio-edition> element into the page. Without JavaScript a link to the player's page and the
 * browser's own controls stand there.
 */
final class Player {

	const SCRIPT    = 'audioedition-element';
	const SHORTCODE = 'audioedition';
	const BLOCK     = 'audioedition/player';

	/** Into WordPress. */
	public static function hook(): void {
		add_action( 'init', array( __CLASS__, 'register' ) );
		add_filter( 'the_content', array( __CLASS__, 'beside_text' ), 20 );
		add_filter( 'script_loader_tag', array( __CLASS__, 'load_async' ), 10, 2 );
	}

	/** Block and shortcode. */
	public static function register(): void {
		add_shortcode( self::SHORTCODE, array( __CLASS__, 'shortcode' ) );
		$asset = plugins_url( 'assets/block.js', PLUGIN_FILE );
		wp_register_script( 'audioedition-block', $asset, array( 'wp-blocks', 'wp-block-editor', 'wp-components', 'wp-element' ), VERSION, true );
		$words = array(
			'title' => __( 'Audio edition', 'audioedition' ),
			'about' => __( 'The player of this article’s audio edition stands here as soon as the audio is ready.', 'audioedition' ),
			'form'  => __( 'Form', 'audioedition' ),
			'site'  => __( 'As set for the site', 'audioedition' ),
			'line'  => __( 'One line, opens in place', 'audioedition' ),
			'full'  => __( 'The whole player', 'audioedition' ),
		);
		wp_add_inline_script( 'audioedition-block', 'window.audioeditionWords = ' . wp_json_encode( $words, JSON_HEX_TAG ) . ';', 'before' );
		register_block_type(
			dirname( PLUGIN_FILE ) . '/assets/block.json',
			array( 'render_callback' => array( __CLASS__, 'block' ) )
		);
	}

	/**
	 * Above or below the text, unless the text has it already.
	 *
	 * @param string $content The post's text.
	 */
	public static function beside_text( $content ) {
		$post     = get_post();
		$position = Settings::all()['position'];
		if ( 'manual' === $position || ! $post || Article::$rendering || is_feed() || doing_filter( 'get_the_excerpt' )
			|| ! is_singular() || ! in_the_loop() || get_queried_object_id() !== $post->ID
			|| has_block( self::BLOCK, $post ) || has_shortcode( $post->post_content, self::SHORTCODE ) ) {
			return $content;
		}
		$player = self::html( $post );
		return 'below' === $position ? $content . $player : $player . $content;
	}

	/**
	 * [audioedition], [audioedition post="42" form="full"].
	 *
	 * @param array<string, string>|string $given Its attributes.
	 */
	public static function shortcode( $given ): string {
		$given = shortcode_atts(
			array(
				'post' => 0,
				'form' => '',
			),
			is_array( $given ) ? $given : array(),
			self::SHORTCODE
		);
		$post  = get_post( absint( $given['post'] ) ? absint( $given['post'] ) : null );
		return $post ? self::html( $post, (string) $given['form'] ) : '';
	}

	/**
	 * The block, in the page.
	 *
	 * @param array<string, mixed> $attributes Its settings.
	 * @param string               $content    Nothing.
	 * @param \WP_Block|null       $block      With the post that it stands in.
	 */
	public static function block( $attributes, $content = '', $block = null ): string {
		$post = get_post( $block->context['postId'] ?? null );
		$form = is_string( $attributes['form'] ?? null ) ? $attributes['form'] : '';
		$html = $post ? self::html( $post, $form ) : '';
		return '' === $html ? '' : '<div ' . get_block_wrapper_attributes() . '>' . $html . '</div>';
	}

	/**
	 * The player of a post that everybody may read, '' where it has none.
	 *
	 * @param \WP_Post $post The post.
	 * @param string   $form compact, full, or '' for the site's.
	 */
	public static function html( \WP_Post $post, string $form = '' ): string {
		$edition = Record::edition( $post->ID );
		if ( ! $edition || Article::$rendering || is_feed() || 'publish' !== $post->post_status || post_password_required( $post ) ) {
			return '';
		}
		$form   = in_array( $form, array( 'compact', 'full' ), true ) ? $form : Settings::all()['form'];
		$length = State::length( $edition );
		$label  = __( 'Listen to the article', 'audioedition' );
		if ( '' !== $length ) {
			/* translators: 1: “Listen to the article”, 2: length, as in “3 min” */
			$label = sprintf( __( '%1$s (%2$s)', 'audioedition' ), $label, $length );
		}
		if ( '' !== $edition['script'] ) {
			wp_enqueue_script( self::SCRIPT, $edition['script'], array(), null, true ); // phpcs:ignore WordPress.WP.EnqueuedResourceParameters.MissingVersion -- the service's own.
		}
		$html = sprintf(
			'<audio-edition class="audioedition" src="%1$s" data-form="%2$s"><p><a href="%3$s">%4$s</a></p></audio-edition>',
			esc_url( $edition['json'] ),
			esc_attr( $form ),
			esc_url( $edition['player'] ),
			esc_html( $label )
		);
		if ( '' !== $edition['audio'] ) {
			$html .= sprintf( '<noscript><audio controls preload="none" src="%s"></audio></noscript>', esc_url( $edition['audio'] ) );
		}
		/**
		 * The player as it is put into the page.
		 *
		 * @param string   $html The player.
		 * @param \WP_Post $post The post.
		 */
		return (string) apply_filters( 'audioedition_player', $html, $post );
	}

	/**
	 * The page does not wait for the element.
	 *
	 * @param string $tag    As WordPress prints it.
	 * @param string $handle Of which script.
	 */
	public static function load_async( $tag, $handle ) {
		return self::SCRIPT === $handle ? str_replace( '<script ', '<script async ', $tag ) : $tag;
	}
}
