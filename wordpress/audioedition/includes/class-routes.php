<?php
/**
 * REST: the service's events, and what the editor asks.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * Routes under /wp-json/audioedition/v1.
 */
final class Routes {

	const SPACE = 'audioedition/v1';
	/** Transients: events seen. A replay comes within the clock's tolerance, or is too old anyway. */
	const SEEN = 'audioedition_seen_';

	/** Into WordPress. */
	public static function hook(): void {
		add_action( 'rest_api_init', array( __CLASS__, 'register' ) );
	}

	/** All routes. */
	public static function register(): void {
		register_rest_route(
			self::SPACE,
			'/event',
			array(
				'methods'             => 'POST',
				'callback'            => array( __CLASS__, 'event' ),
				'permission_callback' => array( __CLASS__, 'is_genuine' ),
			)
		);
		$post = array(
			'post' => array(
				'type'     => 'integer',
				'minimum'  => 1,
				'required' => true,
			),
		);
		register_rest_route(
			self::SPACE,
			'/posts/(?P<post>\d+)',
			array(
				'methods'             => 'GET',
				'callback'            => array( __CLASS__, 'show' ),
				'permission_callback' => array( __CLASS__, 'may_edit' ),
				'args'                => $post,
			)
		);
		register_rest_route(
			self::SPACE,
			'/posts/(?P<post>\d+)/again',
			array(
				'methods'             => 'POST',
				'callback'            => array( __CLASS__, 'again' ),
				'permission_callback' => array( __CLASS__, 'may_edit' ),
				'args'                => $post,
			)
		);
		$words = array(
			'type'              => 'string',
			'required'          => true,
			'minLength'         => 1,
			'maxLength'         => 200,
			'sanitize_callback' => 'sanitize_text_field',
			'validate_callback' => 'rest_validate_request_arg',
		);
		register_rest_route(
			self::SPACE,
			'/pronunciations',
			array(
				'methods'             => 'POST',
				'callback'            => array( __CLASS__, 'pronounce' ),
				'permission_callback' => array( __CLASS__, 'may_pronounce' ),
				'args'                => array(
					'word' => $words,
					'say'  => $words,
				),
			)
		);
	}

	/**
	 * Signed by the service, and now.
	 *
	 * @param \WP_REST_Request $request The event.
	 * @return true|\WP_Error
	 */
	public static function is_genuine( \WP_REST_Request $request ) {
		$genuine = Webhook::is_genuine(
			(string) $request->get_header( 'webhook-id' ),
			(string) $request->get_header( 'webhook-timestamp' ),
			(string) $request->get_header( 'webhook-signature' ),
			$request->get_body(),
			Settings::secrets(),
			time()
		);
		return $genuine ? true : new \WP_Error( 'audioedition_signature', 'The signature or the time of this event is not right.', array( 'status' => 401 ) );
	}

	/**
	 * An event. One that was seen before changes nothing.
	 *
	 * @param \WP_REST_Request $request The event.
	 */
	public static function event( \WP_REST_Request $request ): \WP_REST_Response {
		$seen = self::SEEN . md5( (string) $request->get_header( 'webhook-id' ) );
		if ( get_transient( $seen ) ) {
			return new \WP_REST_Response( array( 'done' => 'before' ) );
		}
		$event   = json_decode( $request->get_body(), true );
		$data    = is_array( $event ) && is_array( $event['data'] ?? null ) ? $event['data'] : array();
		$post_id = Site::post_of( is_string( $data['external_id'] ?? null ) ? $data['external_id'] : '' );
		$known   = $post_id && get_post( $post_id ) && Record::state( $post_id ) && ! Site::has_moved();
		if ( $known ) {
			Record::tell( $post_id, $data );
		}
		set_transient( $seen, 1, 3 * Webhook::TOLERANCE_S );
		return new \WP_REST_Response( array( 'done' => $known ? 'now' : 'nothing' ) );
	}

	/**
	 * Who may change the post may see and order its audio.
	 *
	 * @param \WP_REST_Request $request With the post's id.
	 */
	public static function may_edit( \WP_REST_Request $request ): bool {
		return current_user_can( 'edit_post', (int) $request['post'] );
	}

	/** A pronunciation holds for all articles: it is for editors. */
	public static function may_pronounce(): bool {
		return current_user_can( 'edit_others_posts' );
	}

	/**
	 * How it is with a post, asked anew where it is in the making.
	 *
	 * @param \WP_REST_Request $request With the post's id.
	 */
	public static function show( \WP_REST_Request $request ): \WP_REST_Response {
		$post_id = (int) $request['post'];
		$asked   = (int) get_post_meta( $post_id, Record::ASKED, true );
		if ( in_array( Record::state( $post_id ), array( 'queued', 'running' ), true ) && $asked + 4 < time() && ! Queue::away() ) {
			Queue::heed( Sync::ask( $post_id ) );
		}
		return new \WP_REST_Response( State::of( $post_id ) );
	}

	/**
	 * Makes the audio again.
	 *
	 * @param \WP_REST_Request $request With the post's id.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public static function again( \WP_REST_Request $request ) {
		$post = get_post( (int) $request['post'] );
		if ( ! $post || ! Article::is_wanted( $post ) ) {
			return new \WP_Error( 'audioedition_unwanted', __( 'Only published posts of the chosen types and categories have audio.', 'audioedition' ), array( 'status' => 409 ) );
		}
		Sync::again( $post->ID );
		Sync::settle_touched();
		return new \WP_REST_Response( State::of( $post->ID ) );
	}

	/**
	 * Enters a word into the newsroom's lexicon.
	 *
	 * @param \WP_REST_Request $request With word and say.
	 * @return \WP_REST_Response|\WP_Error
	 */
	public static function pronounce( \WP_REST_Request $request ) {
		$answer = Service::pronounce( (string) $request['word'], (string) $request['say'] );
		if ( $answer->ok() ) {
			/* translators: 1: a word as printed, 2: the same as it is said */
			$said = sprintf( __( '“%1$s” will be said “%2$s” in all articles from now on. Make this one again to hear it.', 'audioedition' ), $request['word'], $request['say'] );
			return new \WP_REST_Response( array( 'said' => $said ), 201 );
		}
		$why = $answer->sentence();
		return new \WP_Error( 'audioedition_service', '' === $why ? State::reason( $answer->reason() ) : $why, array( 'status' => 502 ) );
	}
}
