<?php
/**
 * Standard Webhooks: is an event really the service's?
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * Signatures and times; nothing here changes anything.
 */
final class Webhook {

	const PREFIX = 'whsec_';
	/** A clock may be so many seconds off. */
	const TOLERANCE_S = 300;

	/**
	 * Whether one of the signatures is one of ours, and the time is now.
	 *
	 * @param string   $id         webhook-id.
	 * @param string   $timestamp  webhook-timestamp.
	 * @param string   $signatures webhook-signature: one or several, separated by spaces.
	 * @param string   $body       Raw.
	 * @param string[] $secrets    whsec_….
	 * @param int      $now        Epoch seconds.
	 */
	public static function is_genuine( string $id, string $timestamp, string $signatures, string $body, array $secrets, int $now ): bool {
		if ( '' === $id || ! preg_match( '/^\d{1,12}$/', $timestamp ) || abs( $now - (int) $timestamp ) > self::TOLERANCE_S ) {
			return false;
		}
		$genuine = false;
		foreach ( $secrets as $secret ) {
			// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_decode -- as the standard has it.
			$key = base64_decode( substr( $secret, strlen( self::PREFIX ) ), true );
			if ( false === $key || strlen( $key ) < 16 ) {
				continue;
			}
			// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- as the standard has it.
			$mine = 'v1,' . base64_encode( hash_hmac( 'sha256', "$id.$timestamp.$body", $key, true ) );
			foreach ( array_slice( explode( ' ', $signatures ), 0, 10 ) as $theirs ) {
				$genuine = hash_equals( $mine, $theirs ) || $genuine;
			}
		}
		return $genuine;
	}
}
