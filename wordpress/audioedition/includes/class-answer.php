<?php
/**
 * What the service answered, or that it did not.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * One answer.
 */
final class Answer {

	/**
	 * HTTP status; 0: it was not reached.
	 *
	 * @var int
	 */
	public $code;

	/**
	 * The content.
	 *
	 * @var array<string, mixed>
	 */
	public $content;

	/**
	 * Seconds that the service asks us to wait; 0 where it does not say.
	 *
	 * @var int
	 */
	public $wait;

	/**
	 * Made by Service alone.
	 *
	 * @param int                  $code    HTTP status, or 0.
	 * @param array<string, mixed> $content From JSON.
	 * @param int                  $wait    Seconds.
	 */
	public function __construct( int $code, array $content = array(), int $wait = 0 ) {
		$this->code    = $code;
		$this->content = $content;
		$this->wait    = $wait;
	}

	/** It was done. */
	public function ok(): bool {
		return $this->code >= 200 && $this->code < 300;
	}

	/** Whatever is sent now would fare the same: the service is away, overloaded, or does not know us. */
	public function for_all(): bool {
		return in_array( $this->code, array( 0, 401, 403, 408, 429, 502, 503, 504 ), true );
	}

	/** This post may fare better in a while. */
	public function may_pass(): bool {
		return 409 === $this->code || $this->code >= 500;
	}

	/** One of unreached, token, busy, odd, refused: the reason that people are told, in their own language. */
	public function reason(): string {
		if ( 0 === $this->code ) {
			return 'unreached';
		}
		if ( 401 === $this->code || 403 === $this->code ) {
			return 'token';
		}
		if ( $this->for_all() || $this->code >= 500 ) {
			return 'busy';
		}
		return isset( $this->content['error'] ) ? 'refused' : 'odd';
	}

	/** The service's own sentence; '' where it gave none. */
	public function sentence(): string {
		$error = $this->content['error'] ?? '';
		return is_string( $error ) ? mb_substr( sanitize_text_field( $error ), 0, 500 ) : '';
	}
}
