<?php
/**
 * What happens to a post is told to the service.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * Watches posts, and sends or withdraws one.
 */
final class Sync {

	/** A request that saves more than these leaves the rest to WP-Cron. */
	const AT_ONCE = 3;

	/**
	 * Posts of this request that have something to tell.
	 *
	 * @var array<int, true>
	 */
	private static $touched = array();

	/** Into WordPress. */
	public static function hook(): void {
		add_action( 'wp_after_insert_post', array( __CLASS__, 'saved' ), 20, 2 );
		add_action( 'before_delete_post', array( __CLASS__, 'deleted' ) );
		add_action( 'shutdown', array( __CLASS__, 'tell' ) );
	}

	/**
	 * A post was saved, published, moved to the trash…, its terms and meta too.
	 *
	 * @param int      $post_id The post.
	 * @param \WP_Post $post    The same.
	 */
	public static function saved( int $post_id, \WP_Post $post ): void {
		if ( wp_is_post_revision( $post ) || wp_is_post_autosave( $post ) || defined( 'WP_IMPORTING' ) ) {
			return;
		}
		$wanted = Article::is_wanted( $post );
		if ( $wanted ? 'retracted' !== Record::state( $post_id ) : self::may_stand( $post_id ) ) {
			self::touch( $post_id );
		}
	}

	/**
	 * A person asks for it again, though nothing has changed.
	 *
	 * @param int $post_id The post.
	 */
	public static function again( int $post_id ): void {
		Queue::want( $post_id, true );
		self::$touched[ $post_id ] = true;
	}

	/**
	 * A post is about to be deleted for good.
	 *
	 * @param int $post_id The post.
	 */
	public static function deleted( int $post_id ): void {
		unset( self::$touched[ $post_id ] );
		if ( Record::is_sent( $post_id ) || '' !== (string) get_post_meta( $post_id, Queue::DUE, true ) ) {
			Queue::want_gone( Site::external_id( $post_id ), $post_id );
		}
	}

	/** At the end of the request: whoever saved has their page already, where PHP can do that. */
	public static function tell(): void {
		if ( ! self::$touched || ! Settings::complete() || Site::has_moved() ) {
			return;
		}
		ignore_user_abort( true );
		if ( function_exists( 'fastcgi_finish_request' ) ) {
			fastcgi_finish_request();
		} elseif ( function_exists( 'litespeed_finish_request' ) ) {
			litespeed_finish_request();
		}
		self::settle_touched();
	}

	/** Now, for whoever waits for the answer. */
	public static function settle_touched(): void {
		foreach ( array_slice( array_keys( self::$touched ), 0, self::AT_ONCE ) as $post_id ) {
			unset( self::$touched[ $post_id ] );
			if ( ! Queue::settle( $post_id ) ) {
				break;
			}
		}
		self::$touched = array();
	}

	/**
	 * Does what the post's state asks for: sends it or withdraws it. Null: there was nothing to do.
	 *
	 * @param int    $post_id The post.
	 * @param string $wish    Which wish this fulfils.
	 */
	public static function send( int $post_id, string $wish ): ?Answer {
		wp_cache_delete( $post_id, 'posts' );
		$post = get_post( $post_id );
		if ( ! $post ) {
			return null;
		}
		return Article::is_wanted( $post ) ? self::publish( $post, $wish ) : self::withdraw( $post_id );
	}

	/**
	 * Asks the service how it is with a post.
	 *
	 * @param int $post_id The post.
	 */
	public static function ask( int $post_id ): Answer {
		update_post_meta( $post_id, Record::ASKED, time() );
		$answer = Service::status( Site::external_id( $post_id ) );
		if ( $answer->ok() ) {
			Record::tell( $post_id, $answer->content );
		} elseif ( 404 === $answer->code && isset( $answer->content['error'] ) ) {
			delete_post_meta( $post_id, Record::SENT ); // It lost its state: it gets the text again.
			Queue::want( $post_id );
		}
		return $answer;
	}

	/**
	 * The newest text; null where it is what the service has already.
	 *
	 * @param \WP_Post $post The post.
	 * @param string   $wish Which wish this fulfils.
	 */
	private static function publish( \WP_Post $post, string $wish ): ?Answer {
		$article = Article::of( $post );
		$digest  = md5( (string) wp_json_encode( $article ) );
		$force   = '1' === get_post_meta( $post->ID, Queue::FORCE, true );
		if ( ! $force && get_post_meta( $post->ID, Record::SENT, true ) === $digest ) {
			$answer = self::ask( $post->ID ); // Unchanged; but how is it there?
			if ( $answer->ok() && in_array( $answer->content['state'] ?? '', array( 'queued', 'running', 'held', 'done' ), true ) ) {
				self::settled( $post->ID, $answer->content );
				return $answer;
			}
			if ( $answer->for_all() ) {
				return $answer;
			}
		}
		if ( ! Settings::secrets() ) {
			$greeted = Service::greet(); // Or its events could not be believed.
			if ( ! $greeted->ok() ) {
				return self::refused( $post->ID, $greeted );
			}
		}
		if ( $force ) {
			$article['force'] = true;
		}
		$answer = Service::publish( $article, md5( $wish . $digest ) );
		if ( ! $answer->ok() ) {
			return self::refused( $post->ID, $answer );
		}
		update_post_meta( $post->ID, Record::SENT, $digest );
		Record::set( $post->ID, 'queued' );
		self::ask( $post->ID );
		return $answer;
	}

	/**
	 * Nothing shall be heard any more.
	 *
	 * @param int $post_id The post.
	 */
	private static function withdraw( int $post_id ): ?Answer {
		$answer = Service::withdraw( Site::external_id( $post_id ) );
		if ( ! $answer->ok() && 404 !== $answer->code ) {
			return self::refused( $post_id, $answer );
		}
		delete_post_meta( $post_id, Record::SENT );
		Record::set( $post_id, 'withdrawn' );
		return $answer;
	}

	/**
	 * Leaves word of what the service would not take for good; what may pass is Queue's.
	 *
	 * @param int    $post_id The post.
	 * @param Answer $answer  Its no.
	 */
	private static function refused( int $post_id, Answer $answer ): Answer {
		if ( ! $answer->for_all() && ! $answer->may_pass() ) {
			Record::set( $post_id, 'refused', $answer->reason(), $answer->sentence() );
		}
		return $answer;
	}

	/**
	 * Takes a state over that ends the waiting.
	 *
	 * @param int                  $post_id The post.
	 * @param array<string, mixed> $status  The service's JSON.
	 */
	private static function settled( int $post_id, array $status ): void {
		Record::set( $post_id, 'queued' );
		Record::tell( $post_id, $status );
	}

	/**
	 * Whether the service may have something of it, or be about to get it.
	 *
	 * @param int $post_id The post.
	 */
	private static function may_stand( int $post_id ): bool {
		return Record::is_sent( $post_id ) || 'waiting' === Record::state( $post_id );
	}

	/**
	 * To be told.
	 *
	 * @param int $post_id The post.
	 */
	private static function touch( int $post_id ): void {
		Queue::want( $post_id );
		self::$touched[ $post_id ] = true;
	}
}
