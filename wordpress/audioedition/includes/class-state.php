<?php
/**
 * A post's state in words.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * What list and editor say of a post.
 */
final class State {

	/**
	 * Everything that list and editor show.
	 *
	 * @param int $post_id The post.
	 * @return array{state: string, label: string, reason: string, hint: string, player: string, open: bool}
	 */
	public static function of( int $post_id ): array {
		$state   = Record::state( $post_id );
		$told    = Record::told( $post_id );
		$french  = 0 === strpos( determine_locale(), 'fr' ) ? '_fr' : '';
		$edition = Record::edition( $post_id );
		$said    = in_array( $state, array( 'waiting', 'queued', 'failed', 'refused', 'held' ), true );
		$reason  = '';
		if ( $said ) {
			$own    = (string) $told['error'];
			$reason = '' !== (string) $told[ 'error' . $french ] ? (string) $told[ 'error' . $french ] : $own;
			if ( '' === $reason && '' !== $told['reason'] ) {
				$reason = self::reason( (string) $told['reason'] );
			}
		} elseif ( 'retracted' === $state ) {
			$reason = __( 'It was taken back on the service’s page. “Make again” brings it back.', 'audioedition' );
		}
		if ( '1' === get_post_meta( $post_id, Record::OFF, true ) && in_array( $state, array( '', 'withdrawn' ), true ) ) {
			$state = 'off';
		}
		$hint = $said ? (string) $told[ 'hint' . $french ] : '';
		return array(
			'state'  => $state,
			'label'  => self::label( $state, $edition ),
			'reason' => $reason,
			'hint'   => $hint,
			'player' => (string) ( $edition['player'] ?? '' ),
			'open'   => in_array( $state, array( 'waiting', 'queued', 'running' ), true ),
		);
	}

	/**
	 * Why a post waits or was refused, and what to do.
	 *
	 * @param string $reason As Answer::reason has it.
	 */
	public static function reason( string $reason ): string {
		switch ( $reason ) {
			case 'unset':
				return __( 'The address of the audio service is not set yet (Settings → Audio edition).', 'audioedition' );
			case 'unreached':
				return __( 'The audio service does not answer. It will be tried again by itself.', 'audioedition' );
			case 'token':
				return __( 'The audio service refuses the token. An administrator must enter a valid one (Settings → Audio edition).', 'audioedition' );
			case 'busy':
				return __( 'The audio service cannot take it just now. It will be tried again by itself.', 'audioedition' );
			case 'odd':
				return __( 'What answers at the address of the audio service is not audioedition. Check the address (Settings → Audio edition).', 'audioedition' );
			default:
				return __( 'The audio service refuses this post.', 'audioedition' );
		}
	}

	/**
	 * Minutes and seconds of an edition, '' where there is none.
	 *
	 * @param array<string, mixed> $edition As Record has it.
	 */
	public static function length( array $edition ): string {
		$seconds = (int) round( (int) ( $edition['duration_ms'] ?? 0 ) / 1000 );
		if ( $seconds < 1 ) {
			return '';
		}
		if ( $seconds < 60 ) {
			/* translators: %d: seconds */
			return sprintf( __( '%d s', 'audioedition' ), $seconds );
		}
		/* translators: %d: minutes */
		return sprintf( __( '%d min', 'audioedition' ), (int) round( $seconds / 60 ) );
	}

	/**
	 * The state in two or three words.
	 *
	 * @param string               $state   Its word.
	 * @param array<string, mixed> $edition As Record has it.
	 */
	private static function label( string $state, array $edition ): string {
		$labels = array(
			''          => __( 'No audio', 'audioedition' ),
			'off'       => __( 'No audio, as chosen', 'audioedition' ),
			'waiting'   => __( 'Waiting to be sent', 'audioedition' ),
			'queued'    => __( 'Audio in the making', 'audioedition' ),
			'running'   => __( 'Audio in the making', 'audioedition' ),
			'held'      => __( 'Waiting for review', 'audioedition' ),
			'done'      => __( 'Audio ready', 'audioedition' ),
			'failed'    => __( 'No audio: failed', 'audioedition' ),
			'refused'   => __( 'No audio: refused', 'audioedition' ),
			'withdrawn' => __( 'Audio withdrawn', 'audioedition' ),
			'retracted' => __( 'Audio taken back', 'audioedition' ),
		);
		$label  = $labels[ $state ] ?? $labels[''];
		$length = self::length( $edition );
		if ( 'done' !== $state || '' === $length ) {
			return $label;
		}
		/* translators: 1: “Audio ready”, 2: length, as in “3 min” */
		return sprintf( __( '%1$s (%2$s)', 'audioedition' ), $label, $length );
	}
}
