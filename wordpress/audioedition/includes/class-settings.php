<?php
/**
 * What the site's administrators chose.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * One option with everything; AUDIOEDITION_SERVICE and AUDIOEDITION_TOKEN in wp-config.php go before it.
 */
final class Settings {

	const OPTION = 'audioedition';
	const SECRET = 'audioedition_secret';

	/**
	 * All settings, with what nobody chose yet.
	 *
	 * @return array{service: string, token: string, position: string, form: string, types: string[], categories: int[], voice: string}
	 */
	public static function all(): array {
		$chosen = get_option( self::OPTION, array() );
		return array_merge(
			array(
				'service'    => '',
				'token'      => '',
				'position'   => 'above',
				'form'       => 'compact',
				'types'      => array( 'post' ),
				'categories' => array(),
				'voice'      => '',
			),
			is_array( $chosen ) ? $chosen : array()
		);
	}

	/** Address of the service, without a last slash; '' where there is none yet. */
	public static function service(): string {
		$address = defined( 'AUDIOEDITION_SERVICE' ) ? constant( 'AUDIOEDITION_SERVICE' ) : self::all()['service'];
		return untrailingslashit( (string) $address );
	}

	/** The token that posts are sent with; '' where there is none. */
	public static function token(): string {
		return (string) ( defined( 'AUDIOEDITION_TOKEN' ) ? constant( 'AUDIOEDITION_TOKEN' ) : self::all()['token'] );
	}

	/** Whether there is anything to speak to. */
	public static function complete(): bool {
		return '' !== self::service();
	}

	/**
	 * The secrets that events may be signed with: the token's, and the one before it, whose events may be under way.
	 *
	 * @return string[]
	 */
	public static function secrets(): array {
		return array_values( array_filter( (array) get_option( self::SECRET, array() ), 'is_string' ) );
	}

	/**
	 * Keeps a secret; the newest first, two at most.
	 *
	 * @param string $secret As the service told it: whsec_….
	 */
	public static function keep_secret( string $secret ): void {
		$kept = array_slice( array_unique( array_merge( array( $secret ), self::secrets() ) ), 0, 2 );
		update_option( self::SECRET, $kept, false );
	}

	/**
	 * What a form sent, made safe. What makes no sense is told and stays as it was.
	 *
	 * @param mixed $given From the form.
	 * @return array<string, mixed>
	 */
	public static function sanitize( $given ): array {
		$kept  = self::all();
		$given = is_array( $given ) ? $given : array();

		$service = trim( (string) ( $given['service'] ?? '' ) );
		if ( '' !== $service && ! self::is_address( $service ) ) {
			self::complain( 'service', __( 'The address of the service must begin with https:// or http:// and name a machine.', 'audioedition' ) );
			$service = $kept['service'];
		}
		$token = trim( (string) ( $given['token'] ?? '' ) );
		if ( '' !== $token && ! preg_match( '/^[\x21-\x7e]{1,300}$/', $token ) ) {
			self::complain( 'token', __( 'A token has no spaces and no accented letters: copy it whole, as the service showed it.', 'audioedition' ) );
			$token = '';
		}
		if ( ! empty( $given['forget'] ) ) {
			$token = '';
		} elseif ( '' === $token ) {
			$token = $kept['token'];
		}
		$types = array_map( 'sanitize_key', array_filter( (array) ( $given['types'] ?? array() ), 'is_string' ) );
		return array(
			'service'    => untrailingslashit( esc_url_raw( $service, array( 'http', 'https' ) ) ),
			'token'      => $token,
			'position'   => self::one_of( $given['position'] ?? '', array( 'above', 'below', 'manual' ) ),
			'form'       => self::one_of( $given['form'] ?? '', array( 'compact', 'full' ) ),
			'types'      => array_values( array_intersect( $types, array_keys( self::post_types() ) ) ),
			'categories' => array_values( array_filter( array_map( 'absint', (array) ( $given['categories'] ?? array() ) ) ) ),
			'voice'      => mb_substr( sanitize_text_field( (string) ( $given['voice'] ?? '' ) ), 0, 100 ),
		);
	}

	/**
	 * Post types that can be heard: public ones with a text.
	 *
	 * @return array<string, \WP_Post_Type>
	 */
	public static function post_types(): array {
		$types = get_post_types( array( 'public' => true ), 'objects' );
		unset( $types['attachment'] );
		return array_filter(
			$types,
			static function ( $type ) {
				return post_type_supports( $type->name, 'editor' );
			}
		);
	}

	/**
	 * Says what makes no sense, where there is a form to say it in.
	 *
	 * @param string $field Which field.
	 * @param string $said  The sentence.
	 */
	private static function complain( string $field, string $said ): void {
		if ( function_exists( 'add_settings_error' ) ) {
			add_settings_error( self::OPTION, $field, $said );
		}
	}

	/**
	 * Whether it is an http(s) address with a host and nothing that has no place in one.
	 *
	 * @param string $address What was typed.
	 */
	private static function is_address( string $address ): bool {
		$parts = wp_parse_url( $address );
		return is_array( $parts ) && in_array( $parts['scheme'] ?? '', array( 'http', 'https' ), true )
			&& '' !== ( $parts['host'] ?? '' ) && ! array_intersect_key( $parts, array_flip( array( 'user', 'pass', 'query', 'fragment' ) ) );
	}

	/**
	 * The value, or the first of those allowed.
	 *
	 * @param mixed    $value   What was sent.
	 * @param string[] $allowed What may be.
	 */
	private static function one_of( $value, array $allowed ): string {
		return in_array( $value, $allowed, true ) ? $value : $allowed[0];
	}
}
