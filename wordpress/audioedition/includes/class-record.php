<?php
/**
 * What is known of a post's audio edition, kept with the post.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * Post meta, all hidden (their names begin with an underscore) and all gone after uninstalling.
 */
final class Record {

	/** The state's word: waiting, queued, running, held, done, failed, refused, withdrawn, retracted. */
	const STATE = '_audioedition_state';
	/** What the service told last. */
	const TOLD = '_audioedition_told';
	/** Digest of the text that the service took last; there is one as long as the service has the post. */
	const SENT = '_audioedition_sent';
	/** '1': people want no audio for this post. */
	const OFF = '_audioedition_off';
	/** When the service was last asked, epoch seconds. */
	const ASKED = '_audioedition_asked';

	const STATES = array( 'queued', 'running', 'held', 'done', 'failed', 'withdrawn' );

	/**
	 * A value as it stands in the database now, whatever this request has seen before.
	 *
	 * @param int    $post_id The post.
	 * @param string $key     One of the constants.
	 * @return mixed
	 */
	public static function fresh( int $post_id, string $key ) {
		wp_cache_delete( $post_id, 'post_meta' );
		return get_post_meta( $post_id, $key, true );
	}

	/**
	 * The state's word, '' where nothing was ever asked.
	 *
	 * @param int $post_id The post.
	 */
	public static function state( int $post_id ): string {
		return (string) get_post_meta( $post_id, self::STATE, true );
	}

	/**
	 * Puts a state of our own down, with a reason.
	 *
	 * @param int    $post_id The post.
	 * @param string $state   waiting, refused or withdrawn.
	 * @param string $reason  As Answer::reason has it.
	 * @param string $said    The service's own sentence.
	 */
	public static function set( int $post_id, string $state, string $reason = '', string $said = '' ): void {
		$told             = self::told( $post_id );
		$told['reason']   = $reason;
		$told['error']    = $said;
		$told['error_fr'] = '';
		$told['hint']     = '';
		$told['hint_fr']  = '';
		if ( 'withdrawn' === $state ) {
			$told['edition'] = array();
		}
		self::put( $post_id, $state, $told );
	}

	/**
	 * What the service told last, '' and empty where it told nothing.
	 *
	 * @param int $post_id The post.
	 * @return array<string, mixed>
	 */
	public static function told( int $post_id ): array {
		$told = get_post_meta( $post_id, self::TOLD, true );
		return array_merge(
			array(
				'reason'     => '',
				'error'      => '',
				'error_fr'   => '',
				'hint'       => '',
				'hint_fr'    => '',
				'edition'    => array(),
				'changed_at' => '',
			),
			is_array( $told ) ? $told : array()
		);
	}

	/**
	 * The edition that can be heard, empty where there is none.
	 *
	 * @param int $post_id The post.
	 * @return array<string, mixed>
	 */
	public static function edition( int $post_id ): array {
		return (array) self::told( $post_id )['edition'];
	}

	/**
	 * Takes over what GET /api/status or an event said. Older news than what is known is left.
	 *
	 * @param int                  $post_id The post.
	 * @param array<string, mixed> $status  The service's JSON.
	 */
	public static function tell( int $post_id, array $status ): void {
		$state = $status['state'] ?? '';
		$at    = is_string( $status['changed_at'] ?? null ) ? $status['changed_at'] : '';
		self::fresh( $post_id, self::TOLD );
		$known = self::told( $post_id );
		if ( ! in_array( $state, self::STATES, true ) || self::moment( $at ) < self::moment( (string) $known['changed_at'] ) ) {
			return;
		}
		$before = self::state( $post_id );
		if ( 'waiting' === $before ) {
			$state = $before; // A newer text is still to be sent; what is heard meanwhile is this.
		} elseif ( 'withdrawn' === $state && ! in_array( $before, array( '', 'withdrawn' ), true ) ) {
			$state = 'retracted'; // Not by us: people took it back on the service's page.
		}
		$told = array(
			'reason'     => 'waiting' === $state ? $known['reason'] : '',
			'edition'    => self::safe_edition( $status['edition'] ?? null ),
			'changed_at' => sanitize_text_field( $at ),
		);
		foreach ( array( 'error', 'error_fr', 'hint', 'hint_fr' ) as $field ) {
			$said           = $status[ $field ] ?? '';
			$told[ $field ] = is_string( $said ) ? mb_substr( sanitize_text_field( $said ), 0, 500 ) : '';
		}
		self::put( $post_id, $state, $told );
	}

	/**
	 * Whether the service has the post, as far as we know.
	 *
	 * @param int $post_id The post.
	 */
	public static function is_sent( int $post_id ): bool {
		return '' !== (string) get_post_meta( $post_id, self::SENT, true );
	}

	/**
	 * Writes state and news; where readers see something else from now on, page caches are told.
	 *
	 * @param int                  $post_id The post.
	 * @param string               $state   The word.
	 * @param array<string, mixed> $told    The rest.
	 */
	private static function put( int $post_id, string $state, array $told ): void {
		$shown = self::edition( $post_id );
		update_post_meta( $post_id, self::STATE, $state );
		update_post_meta( $post_id, self::TOLD, wp_slash( $told ) );
		if ( $shown !== $told['edition'] ) {
			clean_post_cache( $post_id );
		}
		/**
		 * A post's audio has another state.
		 *
		 * @param int    $post_id The post.
		 * @param string $state   Its word.
		 */
		do_action( 'audioedition_state', $post_id, $state );
	}

	/**
	 * What the page needs of an edition, each value of the kind that it should be.
	 *
	 * @param mixed $edition From the service.
	 * @return array<string, mixed>
	 */
	private static function safe_edition( $edition ): array {
		if ( ! is_array( $edition ) ) {
			return array();
		}
		$safe = array(
			'revision'    => absint( $edition['revision'] ?? 0 ),
			'duration_ms' => absint( $edition['duration_ms'] ?? 0 ),
			'language'    => sanitize_text_field( (string) ( $edition['language'] ?? '' ) ),
		);
		foreach ( array( 'player', 'embed', 'json', 'audio', 'script', 'transcript' ) as $field ) {
			$address        = $edition[ $field ] ?? '';
			$safe[ $field ] = is_string( $address ) ? esc_url_raw( $address, array( 'http', 'https' ) ) : '';
		}
		return '' === $safe['json'] || '' === $safe['player'] ? array() : $safe;
	}

	/**
	 * Seconds since the epoch, with their fraction; 0 where it is no moment.
	 *
	 * @param string $iso ISO 8601.
	 */
	private static function moment( string $iso ): float {
		$at = date_create_immutable( $iso );
		return '' === $iso || false === $at ? 0.0 : (float) $at->format( 'U.u' );
	}
}
