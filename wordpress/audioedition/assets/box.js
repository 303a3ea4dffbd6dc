/* The box in the editor: follows the state, makes again, adds a pronunciation. Without it the box still shows the state,
   and « Make again » is a link. */
( function ( wp ) {
	const box = document.querySelector( '.audioedition-box' );
	if ( ! box || ! wp.apiFetch ) {
		return;
	}
	const path = '/audioedition/v1/posts/' + box.dataset.post;
	const field = ( name ) => box.querySelector( '[data-field="' + name + '"]' );
	let timer = 0;
	let wait = 2000;

	function put( name, text ) {
		const place = field( name );
		if ( place && place.textContent !== text ) {
			place.textContent = text;
		}
		if ( place ) {
			place.hidden = text === '';
		}
	}

	function show( state ) {
		put( 'label', state.label );
		put( 'reason', state.reason );
		put( 'hint', state.hint );
		const player = field( 'player' );
		player.hidden = state.player === '';
		player.href = state.player || '#';
		const again = box.querySelector( '[data-do="again"]' );
		if ( state.state !== '' && state.state !== 'off' && state.state !== 'withdrawn' ) {
			again.hidden = false;
		}
		window.clearTimeout( timer );
		if ( state.open ) {
			timer = window.setTimeout( look, wait );
			wait = Math.min( wait * 1.3, 30000 );
		}
	}

	function look() {
		wp.apiFetch( { path } ).then( show, () => {
			timer = window.setTimeout( look, 30000 );
		} );
	}

	function soon() {
		wait = 2000;
		look();
	}

	box.querySelector( '[data-do="again"]' ).addEventListener( 'click', ( event ) => {
		event.preventDefault();
		wait = 2000;
		wp.apiFetch( { path: path + '/again', method: 'POST' } ).then( show, ( error ) => put( 'reason', error.message ) );
	} );

	const say = box.querySelector( '.audioedition-say' );
	if ( say ) {
		const word = say.querySelector( '[data-say="word"]' );
		const said = say.querySelector( '[data-say="say"]' );
		const add = () => {
			const empty = [ word, said ].find( ( input ) => input.value.trim() === '' );
			if ( empty ) {
				empty.focus();
				return;
			}
			wp.apiFetch( {
				path: '/audioedition/v1/pronunciations',
				method: 'POST',
				data: { word: word.value, say: said.value },
			} ).then(
				( answer ) => {
					word.value = '';
					said.value = '';
					put( 'said', answer.said );
				},
				( error ) => put( 'said', error.message )
			);
		};
		say.hidden = false;
		say.querySelector( '[data-do="say"]' ).addEventListener( 'click', add );
		say.addEventListener( 'keydown', ( event ) => {
			if ( event.key === 'Enter' && event.target.tagName === 'INPUT' ) {
				event.preventDefault(); // It would save the post.
				add();
			}
		} );
	}

	if ( box.dataset.open ) {
		timer = window.setTimeout( look, wait );
	}
	const editor = wp.data && wp.data.select( 'core/editor' );
	if ( editor && editor.isSavingPost ) {
		let saving = false;
		wp.data.subscribe( () => {
			const now = editor.isSavingPost() && ! editor.isAutosavingPost();
			if ( saving && ! now ) {
				window.setTimeout( soon, 500 );
			}
			saving = now;
		} );
	}
} )( window.wp );
