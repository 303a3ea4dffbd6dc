<?php
/**
 * The box « Audio edition » beside the text, in both editors.
 *
 * @package Audioedition
 */

namespace Audioedition;

defined( 'ABSPATH' ) || exit;

/**
 * State, « make again », « no audio », a pronunciation.
 */
final class Editor_Box {

	const NONCE = 'audioedition_box';

	/** Into WordPress. */
	public static function hook(): void {
		add_action( 'add_meta_boxes', array( __CLASS__, 'register' ) );
		add_action( 'save_post', array( __CLASS__, 'save' ) );
	}

	/**
	 * For the chosen types.
	 *
	 * @param string $type Of the post that is edited.
	 */
	public static function register( $type ): void {
		if ( ! in_array( $type, Settings::all()['types'], true ) ) {
			return;
		}
		add_meta_box( 'audioedition', __( 'Audio edition', 'audioedition' ), array( __CLASS__, 'show' ), $type, 'side' );
		wp_enqueue_style( 'audioedition-box', plugins_url( 'assets/box.css', PLUGIN_FILE ), array(), VERSION );
		wp_enqueue_script( 'audioedition-box', plugins_url( 'assets/box.js', PLUGIN_FILE ), array( 'wp-api-fetch', 'wp-data' ), VERSION, true );
	}

	/**
	 * The box.
	 *
	 * @param \WP_Post $post The post.
	 */
	public static function show( $post ): void {
		$state = State::of( $post->ID );
		wp_nonce_field( self::NONCE, 'audioedition_nonce', false );
		?>
		<div class="audioedition-box" data-post="<?php echo absint( $post->ID ); ?>" data-open="<?php echo $state['open'] ? '1' : ''; ?>">
			<div role="status" class="audioedition-state">
				<p><strong data-field="label"><?php echo esc_html( $state['label'] ); ?></strong></p>
				<p data-field="reason"<?php echo '' === $state['reason'] ? ' hidden' : ''; ?>><?php echo esc_html( $state['reason'] ); ?></p>
				<p data-field="hint"<?php echo '' === $state['hint'] ? ' hidden' : ''; ?>><?php echo esc_html( $state['hint'] ); ?></p>
			</div>
			<p>
				<a data-field="player" href="<?php echo esc_url( $state['player'] ); ?>"<?php echo '' === $state['player'] ? ' hidden' : ''; ?>><?php esc_html_e( 'Listen', 'audioedition' ); ?></a>
			</p>
			<p>
				<a class="button" data-do="again" href="<?php echo esc_url( Post_List::again_link( $post->ID ) ); ?>"<?php echo Article::is_wanted( $post ) ? '' : ' hidden'; ?>><?php esc_html_e( 'Make again', 'audioedition' ); ?></a>
			</p>
			<p>
				<label><input type="checkbox" name="audioedition_off" value="1" <?php checked( get_post_meta( $post->ID, Record::OFF, true ), '1' ); ?>>
				<?php esc_html_e( 'No audio for this post', 'audioedition' ); ?></label>
			</p>
			<?php if ( Routes::may_pronounce() ) { ?>
			<fieldset class="audioedition-say" hidden>
				<legend><?php esc_html_e( 'A pronunciation', 'audioedition' ); ?></legend>
				<p><label><?php esc_html_e( 'Word', 'audioedition' ); ?> <input type="text" data-say="word" maxlength="200"></label></p>
				<p><label><?php esc_html_e( 'Is said', 'audioedition' ); ?> <input type="text" data-say="say" maxlength="200"></label></p>
				<p><button type="button" class="button" data-do="say"><?php esc_html_e( 'Add to the lexicon', 'audioedition' ); ?></button></p>
				<p role="status" data-field="said"></p>
			</fieldset>
			<?php } ?>
		</div>
		<?php
	}

	/**
	 * Whether people want no audio for the post. What the post's saving does comes afterwards.
	 *
	 * @param int $post_id The post.
	 */
	public static function save( $post_id ): void {
		$nonce = sanitize_key( wp_unslash( $_POST['audioedition_nonce'] ?? '' ) );
		if ( ! wp_verify_nonce( $nonce, self::NONCE ) || ! current_user_can( 'edit_post', $post_id ) || wp_is_post_revision( $post_id )
			|| ( defined( 'DOING_AUTOSAVE' ) && DOING_AUTOSAVE ) || absint( $_POST['post_ID'] ?? 0 ) !== (int) $post_id ) {
			return;
		}
		if ( isset( $_POST['audioedition_off'] ) ) {
			update_post_meta( $post_id, Record::OFF, '1' );
		} else {
			delete_post_meta( $post_id, Record::OFF );
		}
	}
}
