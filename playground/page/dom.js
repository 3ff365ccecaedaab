// Elements from plain data. Text always becomes text nodes, so nothing a customer wrote is markup.

export function el(tag, props = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === null || value === undefined || value === false) continue;
    if (name === "on") {
      for (const [event, listener] of Object.entries(value)) node.addEventListener(event, listener);
    } else if (name === "class") {
      node.className = value;
    } else if (name === "text") {
      node.textContent = value;
    } else if (name === "value") {
      node.value = value;
    } else {
      node.setAttribute(name, value === true ? "" : String(value));
    }
  }
  return add(node, children);
}

export function add(node, ...children) {
  for (const child of children.flat(Infinity)) {
    if (child === null || child === undefined || child === false) continue;
    node.append(child);
  }
  return node;
}

export function fill(node, ...children) {
  node.replaceChildren();
  return add(node, children);
}

let lastId = 0;

// An id no other element of the page has, for labels and descriptions that point at each other.
export function freshId(prefix) {
  lastId += 1;
  return `${prefix}-${lastId}`;
}

// A name that a stranger chose: isolated, so that its direction marks end where it ends.
export function bdi(text, props = {}) {
  return el("bdi", { ...props, text });
}

// Runs at most once per frame-sized pause, with the last call's arguments.
export function settled(work, pauseMs = 40) {
  let timer = null;
  return (...given) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...given), pauseMs);
  };
}
