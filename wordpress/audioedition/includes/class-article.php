<?php
/**
 * A post, as the service gets it.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * Which posts are heard, and what of them.
 */
final class Article {

	/**
	 * Whether its text is being rendered for the service: then no player is put into it.
	 *
	 * @var bool
	 */
	public static $rendering = false;

	/**
	 * Whether this post shall be heard: published for everybody, of a chosen type and category, and not switched off.
	 *
	 * @param \WP_Post $post The post.
	 */
	public static function is_wanted( \WP_Post $post ): bool {
		$wanted = self::is_chosen( $post )
			&& 'publish' === $post->post_status
			&& '' === $post->post_password
			&& '1' !== get_post_meta( $post->ID, Record::OFF, true );
		/**
		 * Whether a post has an audio edition.
		 *
		 * @param bool     $wanted What the settings say.
		 * @param \WP_Post $post   The post.
		 */
		return (bool) apply_filters( 'audioedition_wanted', $wanted, $post );
	}

	/**
	 * Whether its type and categories are among the chosen ones, published or not.
	 *
	 * @param \WP_Post $post The post.
	 */
	public static function is_chosen( \WP_Post $post ): bool {
		$settings = Settings::all();
		if ( ! in_array( $post->post_type, $settings['types'], true ) ) {
			return false;
		}
		return ! $settings['categories']
			|| ! is_object_in_taxonomy( $post->post_type, 'category' )
			|| has_category( $settings['categories'], $post );
	}

	/**
	 * The body of POST /api/editions.
	 *
	 * @param \WP_Post $post The post.
	 * @return array<string, mixed>
	 */
	public static function of( \WP_Post $post ): array {
		$at      = get_post_datetime( $post );
		$article = array(
			'external_id' => Site::external_id( $post->ID ),
			'url'         => (string) get_permalink( $post ),
			'title'       => self::words( get_the_title( $post ), 1000 ),
			'html'        => self::html( $post ),
			'byline'      => self::words( (string) get_the_author_meta( 'display_name', (int) $post->post_author ), 500 ),
			'published'   => $at ? $at->format( DATE_ATOM ) : '',
			'image'       => (string) get_the_post_thumbnail_url( $post, 'full' ),
			'language'    => get_bloginfo( 'language' ),
			'voice'       => Settings::all()['voice'],
			'callback'    => rest_url( Routes::SPACE . '/event' ),
		);
		if ( 0 !== strpos( $article['image'], 'http' ) ) {
			$article['image'] = '';
		}
		/**
		 * What is sent of a post; the fields are those of POST /api/editions.
		 *
		 * @param array    $article The fields.
		 * @param \WP_Post $post    The post.
		 */
		$article = apply_filters( 'audioedition_article', $article, $post );
		return array_filter(
			$article,
			static function ( $value ) {
				return '' !== $value;
			}
		);
	}

	/**
	 * The post's text as its page shows it, without our own player.
	 *
	 * @param \WP_Post $post The post.
	 */
	private static function html( \WP_Post $post ): string {
		$outer           = $GLOBALS['post'] ?? null;
		self::$rendering = true;
		// phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- blocks and shortcodes read it; put back below.
		$GLOBALS['post'] = $post;
		setup_postdata( $post );
		try {
			// phpcs:ignore WordPress.NamingConventions.PrefixAllGlobals.NonPrefixedHooknameFound -- WordPress's own.
			return (string) apply_filters( 'the_content', $post->post_content );
		} finally {
			self::$rendering = false;
			// phpcs:ignore WordPress.WP.GlobalVariablesOverride.Prohibited -- as it was.
			$GLOBALS['post'] = $outer;
			if ( $outer instanceof \WP_Post ) {
				setup_postdata( $outer );
			}
		}
	}

	/**
	 * Plain words of what may hold tags and entities.
	 *
	 * @param string $html  As WordPress shows it.
	 * @param int    $chars At most.
	 */
	private static function words( string $html, int $chars ): string {
		$text = html_entity_decode( wp_strip_all_tags( $html, true ), ENT_QUOTES | ENT_HTML5, 'UTF-8' );
		return mb_substr( trim( $text ), 0, $chars );
	}
}
