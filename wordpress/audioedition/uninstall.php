<?php
/**
 * Nothing of the plugin stays: options, post meta, transients, cron events, on every site of a network.
 *
 * The editions stay on the service: whoever wants them gone trashes the posts first, or withdraws them there.
 *
 * @package Audioedition
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

/** One site. */
function audioedition_forget_site() {
	global $wpdb;
	wp_clear_scheduled_hook( 'audioedition_catch_up' );
	wp_clear_scheduled_hook( 'audioedition_hourly' );
	// phpcs:disable WordPress.DB.DirectDatabaseQuery -- by prefix, once, at the end.
	$names = array( 'audioedition', $wpdb->esc_like( 'audioedition_' ) . '%', $wpdb->esc_like( '_transient_audioedition_' ) . '%', $wpdb->esc_like( '_transient_timeout_audioedition_' ) . '%' );
	foreach ( $names as $name ) {
		$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->options} WHERE option_name LIKE %s", $name ) );
	}
	$wpdb->query( $wpdb->prepare( "DELETE FROM {$wpdb->postmeta} WHERE meta_key LIKE %s", $wpdb->esc_like( '_audioedition_' ) . '%' ) );
	// phpcs:enable
	wp_cache_flush();
}

if ( is_multisite() ) {
	foreach ( get_sites(
		array(
			'fields' => 'ids',
			'number' => 0,
		)
	) as $audioedition_site ) {
		switch_to_blog( $audioedition_site );
		audioedition_forget_site();
		restore_current_blog();
	}
} else {
	audioedition_forget_site();
}
