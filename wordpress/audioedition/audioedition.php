<?php
/**
 * Plugin Name:       audioedition
 * Description:       Every article as an audio edition, made by your own audioedition service: publishing makes it, correcting revises it, trashing withdraws it.
 * Version:           1.0.0
 * Requires at least: 6.1
 * Requires PHP:      7.4
 * Author:            The audioedition authors
 * License:           GPL-2.0-or-later
 * License URI:       https://www.gnu.org/licenses/old-licenses/gpl-2.0.html
 * Text Domain:       audioedition
 * Domain Path:       /languages
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

const VERSION     = '1.0.0';
const PLUGIN_FILE = __FILE__;

foreach ( array( 'settings', 'site', 'answer', 'service', 'record', 'article', 'queue', 'sync', 'webhook', 'routes', 'state', 'player', 'post-list', 'editor-box', 'settings-page' ) as $audioedition_part ) {
	require_once __DIR__ . '/includes/class-' . $audioedition_part . '.php';
}
unset( $audioedition_part );

foreach ( array( Sync::class, Queue::class, Routes::class, Player::class, Post_List::class, Editor_Box::class, Settings_Page::class ) as $audioedition_class ) {
	$audioedition_class::hook();
}
unset( $audioedition_class );

add_action(
	'init',
	static function () {
		load_plugin_textdomain( 'audioedition', false, dirname( plugin_basename( PLUGIN_FILE ) ) . '/languages' );
	}
);
register_activation_hook( __FILE__, array( Site::class, 'name' ) );
register_deactivation_hook( __FILE__, array( Queue::class, 'unschedule' ) );
