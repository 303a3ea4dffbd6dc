<?php
/**
 * What is still to be told to the service, and when.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * A post is never lost and its saving never waits for the service for long: what is wanted is written down first, tried
 * at the end of the same request, and again by WP-Cron.
 */
final class Queue {

	/** When the post is to be sent or withdrawn, epoch seconds; absent: nothing to do. */
	const DUE = '_audioedition_due';
	/** A new one for every wish: what is wanted since then is another wish. */
	const WISH = '_audioedition_wish';
	/** How often this wish was tried. */
	const TRIES = '_audioedition_tries';
	/** '1': again, though nothing has changed. */
	const FORCE = '_audioedition_force';
	/** Prefix of options: posts deleted for good whose editions are still to be withdrawn. */
	const GONE = 'audioedition_gone_';
	/** Option: since when and how often the service was not there. */
	const AWAY = 'audioedition_away';

	const CATCH_UP = 'audioedition_catch_up';
	const HOURLY   = 'audioedition_hourly';
	/** Seconds to wait after each failure in a row. */
	const WAITS_S = array( 60, 120, 300, 900, 1800, 3600, 7200, 21600 );
	/** Events may not reach us: then we ask. */
	const ASK_AFTER_S = 300;
	/** One run by WP-Cron. */
	const RUN_S = 25;

	/** Into WordPress. */
	public static function hook(): void {
		add_action( self::CATCH_UP, array( __CLASS__, 'run' ) );
		add_action( self::HOURLY, array( __CLASS__, 'run' ) );
		add_action(
			'admin_init',
			static function () {
				if ( ! wp_next_scheduled( self::HOURLY ) ) {
					wp_schedule_event( time() + HOUR_IN_SECONDS, 'hourly', self::HOURLY );
				}
			}
		);
	}

	/** Nothing runs any more. */
	public static function unschedule(): void {
		wp_clear_scheduled_hook( self::CATCH_UP );
		wp_clear_scheduled_hook( self::HOURLY );
	}

	/**
	 * A post has something to tell, from now on.
	 *
	 * @param int  $post_id The post.
	 * @param bool $force   Though nothing has changed.
	 */
	public static function want( int $post_id, bool $force = false ): void {
		update_post_meta( $post_id, self::WISH, wp_generate_uuid4() );
		update_post_meta( $post_id, self::TRIES, 0 );
		update_post_meta( $post_id, self::DUE, time() );
		if ( $force ) {
			update_post_meta( $post_id, self::FORCE, '1' );
		}
		$away = self::away();
		Record::set( $post_id, 'waiting', Settings::complete() ? (string) ( $away['reason'] ?? '' ) : 'unset' );
		self::schedule( $away ? $away['until'] : time() );
	}

	/**
	 * A post is deleted for good; its edition must go, too.
	 *
	 * @param string $external_id Its name on the service.
	 * @param int    $post_id     The post.
	 */
	public static function want_gone( string $external_id, int $post_id ): void {
		update_option( self::GONE . $post_id, $external_id, false );
		self::schedule( time() );
	}

	/** All that failed is tried again now: the settings have changed. */
	public static function retry_all(): void {
		delete_option( self::AWAY );
		foreach ( self::posts( array( 'key' => Record::STATE, 'value' => 'refused' ), 500 ) as $post_id ) {
			self::want( $post_id );
		}
		foreach ( self::posts( array( 'key' => self::DUE, 'compare' => 'EXISTS' ), 500 ) as $post_id ) {
			update_post_meta( $post_id, self::DUE, time() );
			update_post_meta( $post_id, self::TRIES, 0 );
		}
		self::schedule( time() );
	}

	/**
	 * Until when the service is left alone, and why; null where it may be asked.
	 *
	 * @return array{until: int, tries: int, reason: string}|null
	 */
	public static function away(): ?array {
		$away = get_option( self::AWAY );
		return is_array( $away ) && $away['until'] > time() ? $away : null;
	}

	/** How many posts wait. */
	public static function waiting(): int {
		return count( self::posts( array( 'key' => self::DUE, 'compare' => 'EXISTS' ), 1000 ) );
	}

	/** By WP-Cron: what is due, then what has not been heard of for long. */
	public static function run(): void {
		if ( ! Settings::complete() || Site::has_moved() ) {
			return;
		}
		$until = time() + self::RUN_S;
		if ( ! self::away() ) {
			self::work( $until );
		}
		$next = self::next();
		if ( $next ) {
			self::schedule( $next );
		}
	}

	/**
	 * Tells the service of one post, if nobody else is at it. False: the service is not to be bothered further.
	 *
	 * @param int $post_id The post.
	 */
	public static function settle( int $post_id ): bool {
		if ( self::away() ) {
			return false;
		}
		if ( ! self::lock( $post_id ) ) {
			return true;
		}
		try {
			$wish = (string) Record::fresh( $post_id, self::WISH );
			if ( '' === (string) get_post_meta( $post_id, self::DUE, true ) ) {
				return true;
			}
			$answer = Sync::send( $post_id, $wish );
			if ( null === $answer || $answer->ok() || ! ( $answer->for_all() || $answer->may_pass() ) ) {
				self::done( $post_id, $wish );
			} else {
				self::later( $post_id, $answer );
			}
			return self::heed( $answer );
		} finally {
			self::unlock( $post_id );
		}
	}

	/**
	 * Remembers whether the service is there. False: it is not, for anybody.
	 *
	 * @param Answer|null $answer What it said; null: it was not asked.
	 */
	public static function heed( ?Answer $answer ): bool {
		if ( null === $answer ) {
			return true;
		}
		if ( ! $answer->for_all() ) {
			delete_option( self::AWAY );
			return true;
		}
		$before = get_option( self::AWAY );
		$tries  = is_array( $before ) ? (int) $before['tries'] : 0;
		$until  = time() + max( $answer->wait, self::wait_s( $tries ) );
		$away   = array(
			'until'  => $until,
			'tries'  => $tries + 1,
			'reason' => $answer->reason(),
		);
		update_option( self::AWAY, $away, true );
		self::schedule( $until );
		return false;
	}

	/**
	 * What is due, the longest waiting first.
	 *
	 * @param int $until Epoch seconds.
	 */
	private static function work( int $until ): void {
		foreach ( self::gone() as $option => $external_id ) {
			$answer = Service::withdraw( $external_id );
			if ( ! self::heed( $answer ) || time() > $until ) {
				return;
			}
			if ( ! $answer->may_pass() ) {
				delete_option( $option );
			}
		}
		$due = array(
			'key'     => self::DUE,
			'value'   => time(),
			'compare' => '<=',
			'type'    => 'NUMERIC',
		);
		foreach ( self::posts( $due, 100 ) as $post_id ) {
			if ( ! self::settle( $post_id ) || time() > $until ) {
				return;
			}
		}
		foreach ( self::posts( self::unheard(), 20 ) as $post_id ) {
			if ( (int) get_post_meta( $post_id, Record::ASKED, true ) + self::ASK_AFTER_S <= time()
				&& ( ! self::heed( Sync::ask( $post_id ) ) || time() > $until ) ) {
				return;
			}
		}
	}

	/** When there is something to do next; 0: never. */
	private static function next(): int {
		$away = self::away();
		$at   = array();
		foreach ( self::posts( array( 'key' => self::DUE, 'compare' => 'EXISTS' ), 1 ) as $post_id ) {
			$at[] = (int) get_post_meta( $post_id, self::DUE, true );
		}
		if ( self::gone() ) {
			$at[] = time() + self::WAITS_S[0];
		}
		if ( self::posts( self::unheard(), 1 ) ) {
			$at[] = time() + self::ASK_AFTER_S;
		}
		if ( ! $at ) {
			return 0;
		}
		return $away ? $away['until'] : max( min( $at ), time() + 1 );
	}

	/**
	 * WP-Cron runs then, or earlier where that was planned.
	 *
	 * @param int $at Epoch seconds.
	 */
	private static function schedule( int $at ): void {
		$planned = wp_next_scheduled( self::CATCH_UP );
		if ( $planned && $planned <= max( $at, time() ) ) {
			return;
		}
		wp_clear_scheduled_hook( self::CATCH_UP );
		wp_schedule_single_event( $at, self::CATCH_UP );
	}

	/**
	 * The wish is fulfilled or refused; one that came meanwhile stays.
	 *
	 * @param int    $post_id The post.
	 * @param string $wish    Which.
	 */
	private static function done( int $post_id, string $wish ): void {
		if ( (string) Record::fresh( $post_id, self::WISH ) !== $wish ) {
			return;
		}
		delete_post_meta( $post_id, self::WISH, $wish );
		foreach ( array( self::DUE, self::TRIES, self::FORCE ) as $key ) {
			delete_post_meta( $post_id, $key );
		}
	}

	/**
	 * Another time.
	 *
	 * @param int    $post_id The post.
	 * @param Answer $answer  Why not now.
	 */
	private static function later( int $post_id, Answer $answer ): void {
		$tries = (int) get_post_meta( $post_id, self::TRIES, true );
		if ( ! $answer->for_all() ) {
			update_post_meta( $post_id, self::TRIES, $tries + 1 );
			update_post_meta( $post_id, self::DUE, time() + max( $answer->wait, self::wait_s( $tries ) ) );
		}
		Record::set( $post_id, 'waiting', $answer->reason(), $answer->sentence() );
	}

	/**
	 * Seconds, longer after every failure, and not the same for all sites.
	 *
	 * @param int $tries Failures before.
	 */
	private static function wait_s( int $tries ): int {
		$wait = self::WAITS_S[ min( $tries, count( self::WAITS_S ) - 1 ) ];
		return $wait + wp_rand( 0, (int) ( $wait / 10 ) );
	}

	/**
	 * Posts in the making that no event was heard of.
	 *
	 * @return array<string, mixed>
	 */
	private static function unheard(): array {
		return array(
			'key'     => Record::STATE,
			'value'   => array( 'queued', 'running' ),
			'compare' => 'IN',
		);
	}

	/**
	 * Ids of the posts with such a meta value, of every type and status, the earliest due first.
	 *
	 * @param array<string, mixed> $having A clause of WP_Meta_Query.
	 * @param int                  $most   How many.
	 * @return int[]
	 */
	private static function posts( array $having, int $most ): array {
		$query = new \WP_Query(
			array(
				'post_type'           => array_values( get_post_types() ),
				'post_status'         => array_keys( get_post_stati() ),
				'posts_per_page'      => $most,
				'fields'              => 'ids',
				'no_found_rows'       => true,
				'suppress_filters'    => true,
				'ignore_sticky_posts' => true,
				'cache_results'       => false,
				// phpcs:ignore WordPress.DB.SlowDBQuery.slow_db_query_meta_query -- by key, in the background.
				'meta_query'          => array( 'having' => $having ),
				'orderby'             => 'meta_value_num',
				'order'               => 'ASC',
			)
		);
		return array_map( 'intval', $query->posts );
	}

	/**
	 * Option name => external id.
	 *
	 * @return array<string, string>
	 */
	private static function gone(): array {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- there is no other way to find options by their prefix.
		$rows = $wpdb->get_results(
			$wpdb->prepare(
				"SELECT option_name, option_value FROM {$wpdb->options} WHERE option_name LIKE %s LIMIT 50",
				$wpdb->esc_like( self::GONE ) . '%'
			)
		);
		return wp_list_pluck( $rows, 'option_value', 'option_name' );
	}

	/**
	 * One request at a time speaks for a post: an older text must not arrive after a newer one.
	 *
	 * @param int $post_id The post.
	 */
	private static function lock( int $post_id ): bool {
		global $wpdb;
		$name = 'audioedition_lock_' . $post_id;
		// Atomic, unlike add_option().
		// phpcs:disable WordPress.DB.DirectDatabaseQuery
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name = %s AND option_value < %d", $name, time() - 120 ) );
		return 1 === $wpdb->query( $wpdb->prepare( "INSERT IGNORE INTO {$wpdb->options} (option_name, option_value, autoload) VALUES (%s, %d, 'no')", $name, time() ) );
		// phpcs:enable
	}

	/**
	 * The next may.
	 *
	 * @param int $post_id The post.
	 */
	private static function unlock( int $post_id ): void {
		global $wpdb;
		// phpcs:ignore WordPress.DB.DirectDatabaseQuery -- as it was made.
		$wpdb->delete( $wpdb->options, array( 'option_name' => 'audioedition_lock_' . $post_id ) );
	}
}
