// Where the camera stands, and how mouse, fingers and keys move it.

const FIELD_OF_VIEW = 35; // degrees; a portrait lens, which keeps objects from looking swollen
const START = { yaw: 0.6, pitch: 0.35 }; // radians: a little from the right and from above
const MARGIN = 1.2; // around the object, so that it clears the buttons below it
const STEP = 0.12; // radians, or shares of the picture, a key press

// Angles and distance around a point; `far` 1 is where the whole object just fits.
function createOrbit(camera) {
  const half = THREE.MathUtils.degToRad(FIELD_OF_VIEW) / 2;
  const target = new THREE.Vector3(), home = new THREE.Vector3(), offset = new THREE.Vector3();
  let radius = 1, yaw = START.yaw, pitch = START.pitch, far = 1;

  // The bounding sphere stands whole in the narrower side of the picture.
  const distance = () => (far * MARGIN * radius) / Math.sin(Math.min(half, Math.atan(Math.tan(half) * camera.aspect)));
  const reset = () => {
    target.copy(home);
    ({ yaw, pitch } = START);
    far = 1;
  };
  return {
    reset,
    frame: (sphere) => { home.copy(sphere.center); radius = sphere.radius; reset(); },
    turn: (right, up) => { yaw += right; pitch = THREE.MathUtils.clamp(pitch + up, -1.55, 1.55); },
    zoom: (factor) => { far = THREE.MathUtils.clamp(far * factor, 0.05, 8); },
    // Moves the object by shares of the picture's height.
    move: (right, up) => {
      const height = 2 * distance() * Math.tan(half);
      target.addScaledVector(offset.setFromMatrixColumn(camera.matrix, 0), -right * height);
      target.addScaledVector(offset.setFromMatrixColumn(camera.matrix, 1), -up * height);
    },
    aim: () => {
      const away = distance();
      camera.position.copy(target).add(offset.setFromSphericalCoords(away, Math.PI / 2 - pitch, yaw));
      camera.lookAt(target);
      camera.near = Math.max(away - 3 * radius, away / 100);
      camera.far = away + 20 * radius;
      camera.updateProjectionMatrix();
      camera.updateMatrixWorld();
    },
  };
}

// Listens on the stage until `signal` ends it.
function control(stage, orbit, wake, acts, signal) {
  const on = (name, react, options) => stage.addEventListener(name, react, { signal, ...options });
  dragging(stage, orbit, wake, on);
  on("keydown", (event) => {
    const act = keyAct(event, orbit, acts);
    if (!act || event.target !== stage) return;
    event.preventDefault();
    act();
    wake();
  });
  on("wheel", (event) => {
    // A page scrolls past the object until somebody has touched it; ctrl is what a pinch on a pad sends.
    if (stage.getRootNode().activeElement !== stage && !event.ctrlKey) return;
    event.preventDefault();
    orbit.zoom(Math.exp(THREE.MathUtils.clamp(event.deltaY, -200, 200) * (event.ctrlKey ? 0.01 : 0.0015)));
    wake();
  }, { passive: false });
  on("blur", () => stage.classList.remove("touched"));
  on("contextmenu", (event) => event.preventDefault()); // its button moves the object
  on("dblclick", () => acts.reset());
}

function keyAct({ key, shiftKey, ctrlKey, metaKey, altKey }, orbit, acts) {
  if (ctrlKey || metaKey || altKey) return null;
  const arrows = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] };
  if (arrows[key]) {
    const [right, up] = arrows[key].map((way) => way * STEP);
    return shiftKey ? () => orbit.move(right, up) : () => orbit.turn(right, up);
  }
  return { "+": acts.nearer, "=": acts.nearer, "-": acts.farther, Home: acts.reset }[key] ?? null;
}

// One pointer turns, or moves with Shift or another button; two pinch to zoom and move together.
function dragging(stage, orbit, wake, on) {
  const held = new Map();
  const middle = () => {
    const [a, b] = [...held.values()];
    return b ? { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, span: Math.hypot(a.x - b.x, a.y - b.y) } : { ...a, span: 0 };
  };
  on("pointerdown", (event) => {
    if (held.size === 2) return;
    stage.classList.add("touched"); // the ring is for those who come by keyboard
    stage.focus({ preventScroll: true });
    stage.setPointerCapture(event.pointerId);
    stage.classList.add("dragging");
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    if (event.pointerType === "mouse") event.preventDefault();
  });
  on("pointermove", (event) => {
    if (!held.has(event.pointerId)) return;
    const before = middle();
    held.set(event.pointerId, { x: event.clientX, y: event.clientY });
    const now = middle();
    const right = (now.x - before.x) / stage.clientHeight, up = (before.y - now.y) / stage.clientHeight;
    if (held.size === 2 || event.shiftKey || event.buttons > 1) orbit.move(right, up);
    else orbit.turn(-right * Math.PI, -up * Math.PI);
    if (before.span && now.span) orbit.zoom(before.span / now.span);
    wake();
  });
  const release = (event) => {
    held.delete(event.pointerId);
    if (!held.size) stage.classList.remove("dragging");
  };
  on("pointerup", release);
  on("pointercancel", release);
}
