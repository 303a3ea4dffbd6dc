<?php
/**
 * Settings → Audio edition.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * The form, what the service answers, and what to do about a site that has moved.
 */
final class Settings_Page {

	const PAGE  = 'audioedition';
	const RETRY = 'audioedition_retry';
	const MOVED = 'audioedition_moved';

	/** Into WordPress. */
	public static function hook(): void {
		add_action( 'admin_menu', array( __CLASS__, 'menu' ) );
		add_action( 'admin_init', array( __CLASS__, 'register' ) );
		add_action( 'admin_post_' . self::RETRY, array( __CLASS__, 'retry' ) );
		add_action( 'admin_post_' . self::MOVED, array( __CLASS__, 'moved' ) );
		add_action( 'admin_notices', array( __CLASS__, 'notice' ) );
		add_action( 'update_option_' . Settings::OPTION, array( __CLASS__, 'changed' ), 10, 2 );
		add_action( 'add_option_' . Settings::OPTION, array( __CLASS__, 'added' ), 10, 2 );
		add_filter( 'plugin_action_links_' . plugin_basename( PLUGIN_FILE ), array( __CLASS__, 'link' ) );
	}

	/** In the menu. */
	public static function menu(): void {
		$title = __( 'Audio edition', 'audioedition' );
		add_options_page( $title, $title, 'manage_options', self::PAGE, array( __CLASS__, 'show' ) );
	}

	/** The option, checked on its way in. */
	public static function register(): void {
		register_setting(
			self::PAGE,
			Settings::OPTION,
			array(
				'type'              => 'array',
				'sanitize_callback' => array( Settings::class, 'sanitize' ),
			)
		);
	}

	/**
	 * First saved.
	 *
	 * @param string $option Its name.
	 * @param mixed  $now    Its value.
	 */
	public static function added( $option, $now ): void {
		self::changed( array(), $now );
	}

	/**
	 * Saved: another service or token has another secret, and may take what the last one refused.
	 *
	 * @param mixed $before As it was.
	 * @param mixed $now    As it is.
	 */
	public static function changed( $before, $now ): void {
		$differs = static function ( string $field ) use ( $before, $now ): bool {
			return ( $before[ $field ] ?? '' ) !== ( $now[ $field ] ?? '' );
		};
		if ( $differs( 'service' ) ) {
			delete_option( Settings::SECRET );
		}
		if ( $differs( 'service' ) || $differs( 'token' ) ) {
			Queue::retry_all();
			Queue::heed( Service::greet() );
		}
	}

	/**
	 * From the list of plugins.
	 *
	 * @param string[] $links Those that are there.
	 */
	public static function link( $links ) {
		array_unshift( $links, '<a href="' . esc_url( self::address() ) . '">' . esc_html__( 'Settings', 'audioedition' ) . '</a>' );
		return $links;
	}

	/** « Try again now ». */
	public static function retry(): void {
		self::may( self::RETRY );
		Queue::retry_all();
		Queue::heed( Service::greet() );
		Queue::run();
		wp_safe_redirect( self::address() );
		exit;
	}

	/** « The same site » or « a copy ». */
	public static function moved(): void {
		self::may( self::MOVED );
		if ( 'copy' === sanitize_key( wp_unslash( $_POST['which'] ?? '' ) ) ) { // phpcs:ignore WordPress.Security.NonceVerification.Missing -- checked above.
			Site::another();
		} else {
			Site::same();
		}
		wp_safe_redirect( self::address() );
		exit;
	}

	/** A site at another address than the one it was named at sends nothing until somebody has answered. */
	public static function notice(): void {
		if ( ! current_user_can( 'manage_options' ) || ! Site::has_moved() ) {
			return;
		}
		?>
		<div class="notice notice-warning">
			<p><?php esc_html_e( 'Audio edition: this site has another address than before. Nothing is sent to the audio service until you say which it is.', 'audioedition' ); ?></p>
			<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
				<?php wp_nonce_field( self::MOVED ); ?>
				<input type="hidden" name="action" value="<?php echo esc_attr( self::MOVED ); ?>">
				<p>
					<button class="button" name="which" value="same"><?php esc_html_e( 'The same site, it has moved', 'audioedition' ); ?></button>
					<button class="button" name="which" value="copy"><?php esc_html_e( 'A copy of it, for trying things out', 'audioedition' ); ?></button>
				</p>
			</form>
		</div>
		<?php
	}

	/** The page. */
	public static function show(): void {
		if ( ! current_user_can( 'manage_options' ) ) {
			return;
		}
		$now  = Settings::all();
		$name = static function ( string $field ): string {
			return Settings::OPTION . '[' . $field . ']';
		};
		?>
		<div class="wrap">
			<h1><?php esc_html_e( 'Audio edition', 'audioedition' ); ?></h1>
			<?php self::show_connection(); ?>
			<form method="post" action="options.php">
				<?php settings_fields( self::PAGE ); ?>
				<table class="form-table" role="presentation">
					<tr>
						<th scope="row"><label for="audioedition-service"><?php esc_html_e( 'Address of the service', 'audioedition' ); ?></label></th>
						<td>
							<?php if ( defined( 'AUDIOEDITION_SERVICE' ) ) { ?>
								<code><?php echo esc_html( Settings::service() ); ?></code> <?php esc_html_e( 'Set in wp-config.php.', 'audioedition' ); ?>
							<?php } else { ?>
								<input type="url" class="regular-text" id="audioedition-service" name="<?php echo esc_attr( $name( 'service' ) ); ?>" value="<?php echo esc_attr( $now['service'] ); ?>" placeholder="https://audio.example">
							<?php } ?>
						</td>
					</tr>
					<tr>
						<th scope="row"><label for="audioedition-token"><?php esc_html_e( 'Token', 'audioedition' ); ?></label></th>
						<td>
							<?php if ( defined( 'AUDIOEDITION_TOKEN' ) ) { ?>
								<?php esc_html_e( 'Set in wp-config.php.', 'audioedition' ); ?>
							<?php } else { ?>
								<input type="password" class="regular-text" id="audioedition-token" name="<?php echo esc_attr( $name( 'token' ) ); ?>" value="" autocomplete="off" aria-describedby="audioedition-token-about">
								<p class="description" id="audioedition-token-about">
									<?php
									if ( '' === $now['token'] ) {
										esc_html_e( 'As “audioedition token new” showed it.', 'audioedition' );
									} else {
										esc_html_e( 'There is one. It is never shown; leave this empty to keep it.', 'audioedition' );
									}
									?>
								</p>
								<?php if ( '' !== $now['token'] ) { ?>
									<label><input type="checkbox" name="<?php echo esc_attr( $name( 'forget' ) ); ?>" value="1"> <?php esc_html_e( 'Forget the token', 'audioedition' ); ?></label>
								<?php } ?>
							<?php } ?>
						</td>
					</tr>
					<tr>
						<th scope="row"><?php esc_html_e( 'Player', 'audioedition' ); ?></th>
						<td><fieldset><legend class="screen-reader-text"><?php esc_html_e( 'Where the player stands', 'audioedition' ); ?></legend>
							<?php
							$positions = array(
								'above'  => __( 'Above the text', 'audioedition' ),
								'below'  => __( 'Below the text', 'audioedition' ),
								'manual' => __( 'Only where I put the block or [audioedition]', 'audioedition' ),
							);
							foreach ( $positions as $value => $label ) {
								?>
								<label><input type="radio" name="<?php echo esc_attr( $name( 'position' ) ); ?>" value="<?php echo esc_attr( $value ); ?>" <?php checked( $now['position'], $value ); ?>> <?php echo esc_html( $label ); ?></label><br>
							<?php } ?>
						</fieldset></td>
					</tr>
					<tr>
						<th scope="row"><label for="audioedition-form"><?php esc_html_e( 'Form', 'audioedition' ); ?></label></th>
						<td><select id="audioedition-form" name="<?php echo esc_attr( $name( 'form' ) ); ?>">
							<option value="compact" <?php selected( $now['form'], 'compact' ); ?>><?php esc_html_e( 'One line, opens in place', 'audioedition' ); ?></option>
							<option value="full" <?php selected( $now['form'], 'full' ); ?>><?php esc_html_e( 'The whole player', 'audioedition' ); ?></option>
						</select></td>
					</tr>
					<tr>
						<th scope="row"><?php esc_html_e( 'Post types', 'audioedition' ); ?></th>
						<td><fieldset><legend class="screen-reader-text"><?php esc_html_e( 'Post types that have audio', 'audioedition' ); ?></legend>
							<?php foreach ( Settings::post_types() as $type ) { ?>
								<label><input type="checkbox" name="<?php echo esc_attr( $name( 'types' ) ); ?>[]" value="<?php echo esc_attr( $type->name ); ?>" <?php checked( in_array( $type->name, $now['types'], true ) ); ?>> <?php echo esc_html( $type->labels->name ); ?></label><br>
							<?php } ?>
						</fieldset></td>
					</tr>
					<tr>
						<th scope="row"><?php esc_html_e( 'Categories', 'audioedition' ); ?></th>
						<td><fieldset><legend class="screen-reader-text"><?php esc_html_e( 'Categories that have audio', 'audioedition' ); ?></legend>
							<p class="description"><?php esc_html_e( 'None chosen: all of them.', 'audioedition' ); ?></p>
							<?php
							foreach ( get_terms(
								array(
									'taxonomy'   => 'category',
									'hide_empty' => false,
									'number'     => 500,
								)
							) as $term ) {
								?>
								<label><input type="checkbox" name="<?php echo esc_attr( $name( 'categories' ) ); ?>[]" value="<?php echo absint( $term->term_id ); ?>" <?php checked( in_array( $term->term_id, $now['categories'], true ) ); ?>> <?php echo esc_html( $term->name ); ?></label><br>
							<?php } ?>
						</fieldset></td>
					</tr>
					<tr>
						<th scope="row"><label for="audioedition-voice"><?php esc_html_e( 'Voice', 'audioedition' ); ?></label></th>
						<td>
							<input type="text" class="regular-text" id="audioedition-voice" name="<?php echo esc_attr( $name( 'voice' ) ); ?>" value="<?php echo esc_attr( $now['voice'] ); ?>" aria-describedby="audioedition-voice-about">
							<p class="description" id="audioedition-voice-about"><?php esc_html_e( 'Empty: the service’s own.', 'audioedition' ); ?></p>
						</td>
					</tr>
				</table>
				<?php submit_button(); ?>
			</form>
		</div>
		<?php
	}

	/** Whether the service answers, and how many posts wait for it. */
	private static function show_connection(): void {
		if ( ! Settings::complete() ) {
			return;
		}
		$answer = Service::greet();
		if ( $answer->ok() ) {
			echo '<div class="notice notice-success inline"><p>' . esc_html__( 'The audio service answers, and knows the token.', 'audioedition' ) . '</p></div>';
		} else {
			echo '<div class="notice notice-error inline"><p>' . esc_html( State::reason( $answer->reason() ) ) . '</p></div>';
		}
		$address = (array) wp_parse_url( Settings::service() );
		if ( 'http' === ( $address['scheme'] ?? '' ) && '' !== Settings::token() && ! in_array( $address['host'] ?? '', array( 'localhost', '127.0.0.1', '[::1]' ), true ) ) {
			echo '<div class="notice notice-warning inline"><p>' . esc_html__( 'The address begins with http: the token and the texts can be read on their way. Use https.', 'audioedition' ) . '</p></div>';
		}
		$count = Queue::waiting();
		if ( $count ) {
			/* translators: %d: how many posts */
			$said = sprintf( _n( '%d post waits to be sent.', '%d posts wait to be sent.', $count, 'audioedition' ), $count );
			?>
			<form method="post" action="<?php echo esc_url( admin_url( 'admin-post.php' ) ); ?>">
				<?php wp_nonce_field( self::RETRY ); ?>
				<input type="hidden" name="action" value="<?php echo esc_attr( self::RETRY ); ?>">
				<p><?php echo esc_html( $said ); ?> <button class="button"><?php esc_html_e( 'Try again now', 'audioedition' ); ?></button></p>
			</form>
			<?php
		}
	}

	/**
	 * Ends here for whoever may not, or did not come from the form.
	 *
	 * @param string $what The nonce's action.
	 */
	private static function may( string $what ): void {
		check_admin_referer( $what );
		if ( ! current_user_can( 'manage_options' ) ) {
			wp_die( esc_html__( 'You are not allowed to do that.', 'audioedition' ), '', array( 'response' => 403 ) );
		}
	}

	/** Of this page. */
	private static function address(): string {
		return admin_url( 'options-general.php?page=' . self::PAGE );
	}
}
