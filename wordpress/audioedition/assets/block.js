/* The block in the editor: a notice where the player will stand. Plain wp.element, nothing to build. */
( function ( wp, words ) {
	const el = wp.element.createElement;
	wp.blocks.registerBlockType( 'audioedition/player', {
		edit( props ) {
			return el(
				'div',
				wp.blockEditor.useBlockProps(),
				el(
					wp.blockEditor.InspectorControls,
					null,
					el(
						wp.components.PanelBody,
						{ title: words.title },
						el( wp.components.SelectControl, {
							label: words.form,
							value: props.attributes.form,
							options: [
								{ label: words.site, value: '' },
								{ label: words.line, value: 'compact' },
								{ label: words.full, value: 'full' },
							],
							onChange( form ) {
								props.setAttributes( { form } );
							},
						} )
					)
				),
				el( wp.components.Placeholder, { icon: 'controls-volumeon', label: words.title, instructions: words.about } )
			);
		},
		save() {
			return null;
		},
	} );
} )( window.wp, window.audioeditionWords );
