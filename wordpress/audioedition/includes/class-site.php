<?php
/**
 * By what name the service knows this site's posts.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * A site is named once and keeps its name when it moves. A copy of its database (a staging site) bears the same name: it
 * would correct and withdraw the real site's editions. So nothing is sent from another address until a person has said
 * which of both it is.
 */
final class Site {

	const OPTION = 'audioedition_site';

	/** The site's name, made the first time. */
	public static function name(): string {
		return self::known()['name'];
	}

	/** Whether it is asked from another address than the one it was named at. */
	public static function has_moved(): bool {
		return self::known()['home'] !== self::home();
	}

	/** It is the same site at a new address: its editions stay its own. */
	public static function same(): void {
		update_option( self::OPTION, array( 'name' => self::name(), 'home' => self::home() ) );
	}

	/** It is a copy: it gets a name of its own and forgets the editions of the original. */
	public static function another(): void {
		delete_option( self::OPTION );
		delete_post_meta_by_key( Record::SENT );
		delete_post_meta_by_key( Record::TOLD );
		delete_post_meta_by_key( Record::STATE );
		delete_post_meta_by_key( Queue::DUE );
		self::name();
	}

	/**
	 * What the service calls a post by; never given twice.
	 *
	 * @param int $post_id The post.
	 */
	public static function external_id( int $post_id ): string {
		return 'wp-' . self::name() . '-' . get_current_blog_id() . '-' . $post_id;
	}

	/**
	 * The post that an external id names, 0 where it is none of this site's.
	 *
	 * @param string $external_id From an event.
	 */
	public static function post_of( string $external_id ): int {
		$prefix = self::external_id( 0 );
		$prefix = substr( $prefix, 0, -1 );
		$number = substr( $external_id, strlen( $prefix ) );
		return 0 === strpos( $external_id, $prefix ) && ctype_digit( $number ) ? (int) $number : 0;
	}

	/**
	 * Name and address, made where there are none.
	 *
	 * @return array{name: string, home: string}
	 */
	private static function known(): array {
		$known = get_option( self::OPTION );
		if ( ! is_array( $known ) || empty( $known['name'] ) ) {
			$known = array(
				'name' => strtolower( wp_generate_password( 12, false ) ),
				'home' => self::home(),
			);
			update_option( self::OPTION, $known );
		}
		return $known;
	}

	/** The site's own address, without the scheme: https may come later. */
	private static function home(): string {
		return (string) preg_replace( '#^https?://#', '', untrailingslashit( home_url() ) );
	}
}
