// The site's own accent, font and radius, by attribute, CSS custom property or address; never at the price of being read.
const CONTRAST = 4.5; // WCAG 2.2, 1.4.3

// Any CSS colour as [red, green, blue], 0 to 255; null where the browser does not know it.
function rgb(colour) {
  if (!CSS.supports("color", colour)) return null;
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  pen.fillStyle = colour;
  pen.fillRect(0, 0, 1, 1);
  return [...pen.getImageData(0, 0, 1, 1).data.slice(0, 3)];
}
const luminance = (colour) => colour.map((part) => part / 255).map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
  .reduce((sum, part, i) => sum + part * [0.2126, 0.7152, 0.0722][i], 0);
const contrast = (one, other) => {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

// The nearest colour on the way to black (on light paper) or white (on dark) that can be read on all of these.
function readable(colour, grounds) {
  const end = luminance(grounds[0]) > 0.18 ? 0 : 255;
  for (let share = 0; share <= 1; share += 0.02) {
    const mixed = colour.map((part) => Math.round(part + (end - part) * share));
    if (grounds.every((ground) => contrast(mixed, ground) >= CONTRAST)) return mixed;
  }
  return [end, end, end];
}

// What a custom property is here and now, light-dark() and system colours worked out.
const resolved = (root, name) => {
  const probe = make("i", { hidden: "" });
  probe.style.color = `var(${name})`;
  root.append(probe);
  const colour = getComputedStyle(probe).color;
  probe.remove();
  return colour;
};

// wish: (name) => what the site asks for, or "".
function brand(root, wish, hear) {
  const paint = () => {
    const asked = wish("accent");
    root.style.removeProperty("--accent");
    if (!asked) return;
    const colour = rgb(asked);
    if (!colour) return console.info(`audio-edition: « ${asked} » is no colour.`);
    const grounds = ["--paper", "--panel"].map((name) => rgb(resolved(root, name)));
    const shown = readable(colour, grounds);
    const name = `rgb(${shown.join(" ")})`;
    if (String(shown) !== String(colour)) console.info(`audio-edition: ${asked} has a contrast of ${contrast(colour, grounds[0]).toFixed(1)} to 1 here, less than ${CONTRAST}; ${name} is shown instead.`);
    root.style.setProperty("--accent", name);
  };
  const font = wish("font"), radius = wish("radius");
  if (font) root.style.setProperty("--sans", font);
  if (font) root.style.setProperty("--serif", font);
  if (CSS.supports("border-radius", radius || "none")) root.style.setProperty("--radius", radius);
  paint();
  for (const query of ["(prefers-color-scheme: dark)", "(prefers-contrast: more)"]) hear(matchMedia(query), "change", paint);
}
