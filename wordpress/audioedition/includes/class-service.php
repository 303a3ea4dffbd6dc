<?php
/**
 * The audioedition service, as its API is.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * Requests to the service. No redirect is followed: the token must not travel elsewhere.
 */
final class Service {

	const TIMEOUT_S = 8;

	/**
	 * Sends a post's newest text.
	 *
	 * @param array<string, mixed> $article As Article::of made it.
	 * @param string               $key     The same for every try of the same wish.
	 */
	public static function publish( array $article, string $key ): Answer {
		return self::call( 'POST', '/api/editions', $article, array( 'Idempotency-Key' => $key ) );
	}

	/**
	 * Takes a post's edition back.
	 *
	 * @param string $external_id Its name there.
	 */
	public static function withdraw( string $external_id ): Answer {
		return self::call( 'DELETE', '/api/editions?external_id=' . rawurlencode( $external_id ) );
	}

	/**
	 * How it is with a post.
	 *
	 * @param string $external_id Its name there.
	 */
	public static function status( string $external_id ): Answer {
		return self::call( 'GET', '/api/status?external_id=' . rawurlencode( $external_id ) );
	}

	/** Tries the token, and keeps the secret that events will be signed with. */
	public static function greet(): Answer {
		$answer = self::call( 'GET', '/api/webhooks' );
		$secret = $answer->content['secret'] ?? '';
		if ( $answer->ok() && is_string( $secret ) && 0 === strpos( $secret, Webhook::PREFIX ) ) {
			Settings::keep_secret( $secret );
		} elseif ( $answer->ok() ) {
			$answer = new Answer( 404 ); // Something answers there, but no audioedition.
		}
		return $answer;
	}

	/**
	 * Enters a word into the newsroom's lexicon.
	 *
	 * @param string $word As it is printed.
	 * @param string $say  As it is said.
	 */
	public static function pronounce( string $word, string $say ): Answer {
		return self::call( 'POST', '/api/pronunciations', compact( 'word', 'say' ) );
	}

	/**
	 * One request.
	 *
	 * @param string                    $method  GET, POST or DELETE.
	 * @param string                    $path    From /api/ on.
	 * @param array<string, mixed>|null $body    Becomes JSON.
	 * @param array<string, string>     $headers More of them.
	 */
	private static function call( string $method, string $path, ?array $body = null, array $headers = array() ): Answer {
		if ( ! Settings::complete() ) {
			return new Answer( 0 );
		}
		$headers['Accept'] = 'application/json';
		if ( '' !== Settings::token() ) {
			$headers['Authorization'] = 'Bearer ' . Settings::token();
		}
		$options = array(
			'method'              => $method,
			'timeout'             => self::TIMEOUT_S,
			'redirection'         => 0,
			'user-agent'          => 'audioedition-wordpress/' . VERSION,
			'limit_response_size' => 2 * MB_IN_BYTES,
		);
		if ( null !== $body ) {
			$headers['Content-Type'] = 'application/json';
			$options['body']         = wp_json_encode( $body, JSON_INVALID_UTF8_SUBSTITUTE );
		}
		$options['headers'] = $headers;
		$got                = wp_remote_request( Settings::service() . $path, $options );
		if ( is_wp_error( $got ) ) {
			return new Answer( 0 );
		}
		$content = json_decode( wp_remote_retrieve_body( $got ), true );
		$wait    = wp_remote_retrieve_header( $got, 'retry-after' );
		return new Answer(
			(int) wp_remote_retrieve_response_code( $got ),
			is_array( $content ) ? $content : array(),
			is_string( $wait ) && ctype_digit( $wait ) ? min( (int) $wait, DAY_IN_SECONDS ) : 0
		);
	}
}
