// The page's own line icons, drawn on a 20 × 20 grid.

const PATHS = {
  hash: ["M7.5 3 6 17", "M14 3l-1.5 14", "M3.5 7.5h13.5", "M3 12.5h13.5"],
  shared: ["M3 7h9a4 4 0 0 1 0 8", "M17 13H8a4 4 0 0 1 0-8"],
  reply: ["M4 4.5h12v8.5h-6l-4 3.5V13H4z"],
  forward: ["M11 5l5.5 5-5.5 5", "M16 10H9c-3.5 0-5.5 2-5.5 5.5"],
  more: ["M4.5 10h.01", "M10 10h.01", "M15.5 10h.01"],
  close: ["M5 5l10 10", "M15 5L5 15"],
  bolt: ["M11 2.5 4.5 11.500H10L9 17.500l6.5-9H10z"],
  send: ["M3.5 4l13 6-13 6 2-6z", "M5.5 10h6"],
  eye: ["M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5z", "M10 12.200a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.400z"],
  phone: ["M6.5 2.500h7a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1z", "M9 15h2"],
  list: ["M3 5h14", "M3 10h14", "M3 15h9"],
  down: ["M5.5 8l4.5 4.500L14.5 8"],
  right: ["M8 5.500l4.5 4.500L8 14.5"],
  back: ["M12 5.500L7.5 10l4.5 4.5"],
  warning: ["M10 3l7.5 13.500h-15z", "M10 8.500v3.5", "M10 14.200h.01"],
  mail: ["M3 5h14v10H3z", "M3 5.500l7 5.5 7-5.5"],
  plus: ["M10 4v12", "M4 10h12"],
  home: ["M3.5 9.500L10 4l6.5 5.500V16.500h-13z", "M8 16.500v-4h4v4"],
  check: ["M4 10.500l4 4 8-9"],
  copy: ["M7 7h9v9H7z", "M13 7V4H4v9h3"],
  out: ["M11 4h5v5", "M16 4l-7 7", "M14 12v4H4V6h4"],
  menu: ["M3 6h14", "M3 10h14", "M3 14h14"],
};

const SVG = "http://www.w3.org/2000/svg";

export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 20 20");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", `icon icon-${name}`);
  for (const path of PATHS[name]) {
    const line = document.createElementNS(SVG, "path");
    line.setAttribute("d", path);
    svg.append(line);
  }
  return svg;
}

// Rapport's mark: two circles that share a part.
export function mark() {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", "mark");
  for (const x of [9.2, 14.8]) {
    const circle = document.createElementNS(SVG, "circle");
    circle.setAttribute("cx", String(x));
    circle.setAttribute("cy", "12");
    circle.setAttribute("r", "4.8");
    svg.append(circle);
  }
  return svg;
}
