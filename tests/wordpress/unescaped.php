<?php
/* Names every echo that prints anything but literals and what an escaping function returns: file:line. Files as arguments. */
const SAFE = array( 'esc_html', 'esc_attr', 'esc_url', 'esc_html__', 'esc_attr__', 'esc_textarea', 'absint', 'wp_kses_post' );

/** Whether the tokens of one part (between « . », « , », « ? » and « : ») may be printed as they are. */
function is_safe( array $part ): bool {
	$part  = array_values( array_filter( $part, static fn( $t ) => ! is_array( $t ) || T_WHITESPACE !== $t[0] ) );
	$first = $part[0] ?? '';
	if ( ! is_array( $first ) ) {
		return false;
	}
	if ( 1 === count( $part ) ) {
		return in_array( $first[0], array( T_CONSTANT_ENCAPSED_STRING, T_LNUMBER ), true );
	}
	return T_STRING === $first[0] && in_array( $first[1], SAFE, true ) && '(' === $part[1];
}

foreach ( array_slice( $argv, 1 ) as $file ) {
	$tokens = token_get_all( file_get_contents( $file ) );
	while ( $tokens ) {
		$token = array_shift( $tokens );
		if ( ! is_array( $token ) || ! in_array( $token[0], array( T_ECHO, T_PRINT, T_OPEN_TAG_WITH_ECHO ), true ) ) {
			continue;
		}
		$depth = 0;
		$parts = array( array() );
		while ( $tokens ) {
			$next = array_shift( $tokens );
			$text = is_array( $next ) ? $next[1] : $next;
			if ( 0 === $depth && ( ';' === $text || is_array( $next ) && T_CLOSE_TAG === $next[0] ) ) {
				break;
			}
			$depth += substr_count( '([', $text ) * (int) ( 1 === strlen( $text ) ) - substr_count( ')]', $text ) * (int) ( 1 === strlen( $text ) );
			if ( 0 === $depth && '?' === $text ) {
				$parts[ count( $parts ) - 1 ] = array(); // What decides is not printed.
			} elseif ( 0 === $depth && in_array( $text, array( '.', ',', ':' ), true ) ) {
				$parts[] = array();
			} else {
				$parts[ count( $parts ) - 1 ][] = $next;
			}
		}
		foreach ( $parts as $part ) {
			if ( ! is_safe( $part ) ) {
				echo "$file:$token[2]\n";
				break;
			}
		}
	}
}
