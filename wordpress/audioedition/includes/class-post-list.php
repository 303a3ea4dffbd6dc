<?php
/**
 * The column « Audio » in the lists of posts.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * State of each post, « make again » for one or many.
 */
final class Post_List {

	const AGAIN = 'audioedition_again';

	/** Into WordPress. */
	public static function hook(): void {
		add_action( 'admin_init', array( __CLASS__, 'register' ) );
		add_action( 'admin_post_' . self::AGAIN, array( __CLASS__, 'again' ) );
		add_action( 'admin_notices', array( __CLASS__, 'notices' ) );
	}

	/** For each chosen type. */
	public static function register(): void {
		foreach ( Settings::all()['types'] as $type ) {
			add_filter( "manage_{$type}_posts_columns", array( __CLASS__, 'columns' ) );
			add_action( "manage_{$type}_posts_custom_column", array( __CLASS__, 'cell' ), 10, 2 );
			add_filter( "bulk_actions-edit-{$type}", array( __CLASS__, 'bulk' ) );
			add_filter( "handle_bulk_actions-edit-{$type}", array( __CLASS__, 'bulk_again' ), 10, 3 );
		}
		add_filter( 'post_row_actions', array( __CLASS__, 'row' ), 10, 2 );
		add_filter( 'page_row_actions', array( __CLASS__, 'row' ), 10, 2 );
	}

	/**
	 * One more column.
	 *
	 * @param array<string, string> $columns Those that are there.
	 */
	public static function columns( $columns ) {
		$columns['audioedition'] = __( 'Audio', 'audioedition' );
		return $columns;
	}

	/**
	 * A post's state.
	 *
	 * @param string $column  Which column.
	 * @param int    $post_id Which post.
	 */
	public static function cell( $column, $post_id ): void {
		if ( 'audioedition' !== $column ) {
			return;
		}
		$state = State::of( (int) $post_id );
		if ( '' === $state['state'] ) {
			echo '<span aria-hidden="true">—</span><span class="screen-reader-text">' . esc_html( $state['label'] ) . '</span>';
			return;
		}
		if ( '' !== $state['player'] ) {
			echo '<a href="' . esc_url( $state['player'] ) . '">' . esc_html( $state['label'] ) . '</a>';
		} else {
			echo '<span>' . esc_html( $state['label'] ) . '</span>';
		}
		if ( '' !== $state['reason'] ) {
			echo '<br><small>' . esc_html( $state['reason'] ) . '</small>';
		}
	}

	/**
	 * « Make again » under the title.
	 *
	 * @param array<string, string> $actions Those that are there.
	 * @param \WP_Post              $post    The row's post.
	 */
	public static function row( $actions, $post ) {
		if ( Article::is_wanted( $post ) && current_user_can( 'edit_post', $post->ID ) ) {
			/* translators: %s: title of a post */
			$name                    = sprintf( __( 'Make the audio of “%s” again', 'audioedition' ), $post->post_title );
			$actions['audioedition'] = '<a href="' . esc_url( self::again_link( $post->ID ) ) . '" aria-label="' . esc_attr( $name ) . '">'
				. esc_html__( 'Make audio again', 'audioedition' ) . '</a>';
		}
		return $actions;
	}

	/**
	 * The address that makes it again, for this person.
	 *
	 * @param int $post_id The post.
	 */
	public static function again_link( int $post_id ): string {
		$link = add_query_arg(
			array(
				'action' => self::AGAIN,
				'post'   => $post_id,
			),
			admin_url( 'admin-post.php' )
		);
		return wp_nonce_url( $link, self::AGAIN . '_' . $post_id );
	}

	/** One post again, and back to where the person was. */
	public static function again(): void {
		$post_id = absint( $_GET['post'] ?? 0 );
		check_admin_referer( self::AGAIN . '_' . $post_id );
		$post = get_post( $post_id );
		if ( ! $post || ! current_user_can( 'edit_post', $post_id ) ) {
			wp_die( esc_html__( 'You are not allowed to do that.', 'audioedition' ), '', array( 'response' => 403 ) );
		}
		if ( Article::is_wanted( $post ) ) {
			Sync::again( $post_id );
		}
		$back = wp_get_referer();
		wp_safe_redirect( add_query_arg( 'audioedition', 1, $back ? $back : admin_url( 'edit.php' ) ) );
		exit;
	}

	/**
	 * One more bulk action.
	 *
	 * @param array<string, string> $actions Those that are there.
	 */
	public static function bulk( $actions ) {
		$actions[ self::AGAIN ] = __( 'Make audio', 'audioedition' );
		return $actions;
	}

	/**
	 * Many posts; WordPress has checked the nonce.
	 *
	 * @param string $back    Where to go on.
	 * @param string $action  Which action.
	 * @param int[]  $post_ids The posts.
	 */
	public static function bulk_again( $back, $action, $post_ids ) {
		if ( self::AGAIN !== $action ) {
			return $back;
		}
		$count = 0;
		foreach ( array_map( 'absint', $post_ids ) as $post_id ) {
			$post = get_post( $post_id );
			if ( $post && Article::is_wanted( $post ) && current_user_can( 'edit_post', $post_id ) ) {
				Queue::want( $post_id );
				++$count;
			}
		}
		return add_query_arg( 'audioedition', $count, $back );
	}

	/** After « make again »; and, for whoever can do something about it, why nothing goes out. */
	public static function notices(): void {
		$screen = get_current_screen();
		if ( ! $screen || 'edit' !== $screen->base || ! in_array( $screen->post_type, Settings::all()['types'], true ) ) {
			return;
		}
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- a number that is only shown.
		if ( isset( $_GET['audioedition'] ) ) {
			// phpcs:ignore WordPress.Security.NonceVerification.Recommended
			$count = absint( $_GET['audioedition'] );
			/* translators: %d: how many posts */
			$said = sprintf( _n( 'The audio of %d post is ordered.', 'The audio of %d posts is ordered.', $count, 'audioedition' ), $count );
			echo '<div class="notice notice-success is-dismissible"><p>' . esc_html( $said ) . '</p></div>';
		}
		$away = Queue::away();
		if ( $away && current_user_can( 'manage_options' ) ) {
			echo '<div class="notice notice-warning"><p>' . esc_html( State::reason( $away['reason'] ) ) . '</p></div>';
		}
	}
}
