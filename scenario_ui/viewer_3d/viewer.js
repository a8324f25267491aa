// Shows one GLB: turn, move, zoom, spin, wireframe, background, full screen. What the visitor toggles
// stays here; Python sends {token, url, alt, height, poster} and hears nothing back.
// `THREE` and `GLTFLoader` (three_js.py), `createOrbit` and `control` (orbit.js) stand above this text.

const HELD = Symbol.for("scenario-studio.viewer-3d"); // on the element, so that a reimport finds it again
const BACKGROUNDS = ["page", "light", "dark"];
const NAMES = {
  play: "Play the animation", reset: "Reset the view", nearer: "Zoom in", farther: "Zoom out",
  spin: "Spin", wireframe: "Wireframe", background: "Background", fullscreen: "Full screen",
};
const HOW = "Drag or use the arrow keys to turn, with Shift to move; plus and minus zoom, Home resets.";
const CANNOT_SHOW = "This 3D object cannot be shown here. The download still has it.";
const NO_WEBGL = "This browser cannot show 3D. The download opens in a 3D program.";
const SPIN = 0.6; // radians a second
const BAR = 44; // pixels that the buttons take at the bottom
const STILL = matchMedia("(prefers-reduced-motion: reduce)");

export default ({ data, parentElement }) => {
  const view = (parentElement[HELD] ??= new View(parentElement.querySelector(".viewer")));
  view.show(data);
  return () => {
    view.close();
    delete parentElement[HELD];
  };
};

// The frame around the object: what is loading, what is said, the poster.
class View {
  constructor(root) {
    this.root = root;
    this.stage = root.querySelector(".stage");
    this.poster = root.querySelector(".poster");
    this.current = { token: null, fetching: null };
  }

  show(data) {
    // Height first: without it the canvas, or the words in its place, would have no room.
    this.stage.style.height = `${data.height}px`;
    this.stage.setAttribute("aria-label", data.alt ? `${data.alt}. ${HOW}` : HOW);
    if (data.token === this.current.token) return; // the same object: camera and toggles stay
    this.current.fetching?.abort();
    this.current = { token: data.token, fetching: new AbortController() };
    this.poster.hidden = !data.poster;
    if (data.poster) this.poster.src = data.poster;
    this.theatre ??= this.open();
    if (this.theatre) this.load(data.url, this.current);
  }

  open() {
    const gl = createGl();
    if (gl) return new Theatre(gl, this.root, this.stage, () => this.fail(CANNOT_SHOW));
    this.fail(NO_WEBGL);
    return null;
  }

  // Words instead of a view: the buttons, which would do nothing, go.
  fail(text) {
    this.root.classList.add("blind");
    this.say(text);
  }

  async load(url, mine) {
    this.say("Loading …");
    try {
      const bytes = await download(url, mine.fetching.signal, (part) => this.say(`Loading ${part} %`));
      const gltf = await parse(bytes);
      if (this.current !== mine) return dispose(gltf.scene);
      this.theatre.place(gltf);
      this.poster.hidden = true;
      this.root.classList.remove("blind");
      this.say("");
    } catch (problem) {
      if (this.current !== mine) return; // another object, or none, is wanted by now
      this.theatre.clear();
      this.fail(CANNOT_SHOW);
    }
  }

  say(text) {
    this.root.querySelector(".status").textContent = text;
  }

  close() {
    this.current.fetching?.abort();
    this.current = {};
    this.theatre?.close();
  }
}

async function download(url, signal, tell) {
  const answer = await fetch(url, { signal, credentials: "same-origin" });
  if (!answer.ok) throw new Error(`status ${answer.status}`);
  const total = Number(answer.headers.get("Content-Length"));
  const pieces = [];
  let got = 0;
  for (const reader = answer.body.getReader(); ;) {
    const { done, value } = await reader.read();
    if (done) return new Blob(pieces).arrayBuffer();
    pieces.push(value);
    got += value.length;
    if (total) tell(Math.round((100 * got) / total));
  }
}

// A model is data from outside: it may bring its own textures and may not make the browser ask anybody.
function parse(bytes) {
  const manager = new THREE.LoadingManager();
  manager.setURLModifier((url) => {
    if (/^(blob|data):/.test(url)) return url;
    throw new Error("a file elsewhere");
  });
  return new Promise((resolve, reject) => new GLTFLoader(manager).parse(bytes, "", resolve, reject));
}

const materialsOf = (part) => [part.material ?? []].flat();

function dispose(object) {
  object.traverse((part) => {
    part.geometry?.dispose();
    for (const material of materialsOf(part)) {
      const textures = Object.values(material).filter((value) => value?.isTexture);
      textures.forEach((texture) => { texture.image?.close?.(); texture.dispose(); });
      material.dispose();
    }
  });
}

// The sphere around a model: its box's centre, and as far as its corners (a sample of many) really reach.
function sphereAround(model) {
  const sphere = new THREE.Box3().setFromObject(model).getBoundingSphere(new THREE.Sphere());
  const corner = new THREE.Vector3();
  let most = 0;
  model.traverse(({ geometry, matrixWorld }) => {
    const place = geometry?.attributes.position;
    const step = Math.max(1, Math.floor((place?.count ?? 0) / 50_000));
    for (let index = 0; index < (place?.count ?? 0); index += step) {
      const away = corner.fromBufferAttribute(place, index).applyMatrix4(matrixWorld).distanceTo(sphere.center);
      if (away > most) most = away;
    }
  });
  if (most > 0) sphere.radius = Math.min(sphere.radius, most);
  return sphere;
}

function createGl() {
  // Asked for here: three.js writes an error to the console where there is none.
  const canvas = document.createElement("canvas");
  const context = canvas.getContext("webgl2", { alpha: true, antialias: true, depth: true, stencil: false });
  if (!context) return null;
  try {
    const gl = new THREE.WebGLRenderer({ canvas, context });
    gl.setClearColor(0, 0); // the theme's colour shows through
    gl.outputEncoding = THREE.sRGBEncoding;
    gl.toneMapping = THREE.ACESFilmicToneMapping;
    gl.physicallyCorrectLights = true;
    return gl;
  } catch {
    return null;
  }
}

// Soft boxes in a room: metals need something to mirror, or they are black. Level, size, place of each.
const BOXES = [
  [0.34, [20, 20, 20], [0, 0, 0]], // the walls
  [0.14, [20, 0.2, 20], [0, -9.8, 0]], // a darker floor grounds the object
  [6, [9, 0.2, 9], [0, 9.6, 0]],
  [6, [0.2, 8, 7], [-9.6, 3, 3]], // the main one, from the left
  [1.6, [0.2, 7, 4], [9.6, 2, 4]],
  [2.2, [6, 5, 0.2], [2, 4, 9.6]],
  [4, [9, 2, 0.2], [0, 6, -9.6]], // a rim from behind
  [1, [0.2, 2, 8], [9.6, -3, -3]],
];

function softBoxes(gl) {
  const room = new THREE.Scene();
  for (const [level, size, place] of BOXES) {
    const color = new THREE.Color(level, level, level);
    const paint = new THREE.MeshBasicMaterial({ color, side: THREE.DoubleSide });
    const mesh = new THREE.Mesh(new THREE.BoxGeometry(...size), paint);
    mesh.position.set(...place);
    room.add(mesh);
  }
  const maker = new THREE.PMREMGenerator(gl);
  const light = maker.fromScene(room, 0.04);
  maker.dispose();
  dispose(room);
  return light;
}

// The object, its light, the camera and the buttons.
class Theatre {
  constructor(gl, root, stage, lost) {
    Object.assign(this, { gl, root, stage, model: null, mixer: null, frame: 0, before: 0, visible: true });
    this.on = { spin: false, play: false, wireframe: false };
    this.scene = new THREE.Scene();
    this.camera = new THREE.PerspectiveCamera(FIELD_OF_VIEW, 1, 0.1, 100);
    this.orbit = createOrbit(this.camera);
    this.light = softBoxes(gl);
    this.scene.environment = this.light.texture;
    this.scene.add(this.camera);
    this.addLamp();
    stage.append(gl.domElement);
    const acts = this.acts();
    this.bar = createBar(root, acts);
    this.listen(acts, lost);
  }

  // A lamp that follows the camera draws out the form from wherever one looks.
  addLamp() {
    const lamp = new THREE.DirectionalLight(0xffffff, 0.9);
    lamp.position.set(0.4, 0.6, 0);
    lamp.target.position.set(0, 0, -1);
    this.camera.add(lamp, lamp.target);
  }

  acts() {
    return {
      play: () => this.set("play", !this.on.play),
      spin: () => this.set("spin", !this.on.spin),
      wireframe: () => this.set("wireframe", !this.on.wireframe),
      reset: () => { this.set("spin", false); this.orbit.reset(); },
      nearer: () => { this.orbit.zoom(0.8); this.wake(); },
      farther: () => { this.orbit.zoom(1.25); this.wake(); },
      background: () => this.bar.nextBackground(),
      fullscreen: () => (this.isFull() ? document.exitFullscreen() : this.root.requestFullscreen()).catch(() => {}),
    };
  }

  listen(acts, lost) {
    this.ears = new AbortController();
    const { signal } = this.ears;
    control(this.stage, this.orbit, () => this.wake(), acts, signal);
    document.addEventListener("fullscreenchange", () => this.bar.press("fullscreen", this.isFull()), { signal });
    this.gl.domElement.addEventListener("webglcontextlost", lost, { signal });
    this.sizes = new ResizeObserver(() => this.fit());
    this.sizes.observe(this.stage);
    this.sight = new IntersectionObserver(([entry]) => { this.visible = entry.isIntersecting; this.wake(); });
    this.sight.observe(this.stage);
  }

  isFull() {
    return this.root.getRootNode().fullscreenElement === this.root;
  }

  // Frames are drawn when something changed, spins or plays, and only where it can be seen.
  wake() {
    if (!this.frame && this.visible) this.frame = requestAnimationFrame((now) => this.draw(now));
  }

  draw(now) {
    const moving = this.on.spin || this.on.play;
    const seconds = moving && this.before ? Math.min(0.1, (now - this.before) / 1000) : 0;
    this.frame = 0;
    this.before = moving ? now : 0;
    if (this.on.spin) this.orbit.turn(seconds * SPIN, 0);
    if (this.on.play) this.mixer?.update(seconds);
    this.orbit.aim();
    this.gl.render(this.scene, this.camera);
    if (moving) this.wake();
  }

  fit() {
    const { clientWidth: width, clientHeight: height } = this.stage;
    if (!width || !height) return;
    this.gl.setPixelRatio(Math.min(devicePixelRatio, 2));
    this.gl.setSize(width, height, false);
    this.camera.aspect = width / height;
    this.camera.setViewOffset(width, height, 0, BAR / 2, width, height); // centred above the buttons
    this.wake();
  }

  place(gltf) {
    const sphere = sphereAround(gltf.scene);
    if (!Number.isFinite(sphere.radius) || sphere.radius <= 0) throw new Error("no size");
    this.clear();
    this.model = gltf.scene;
    this.scene.add(this.model);
    this.orbit.frame(sphere);
    if (gltf.animations.length) {
      this.mixer = new THREE.AnimationMixer(this.model);
      gltf.animations.forEach((clip) => this.mixer.clipAction(clip).play());
    }
    this.bar.offer("play", Boolean(this.mixer));
    this.set("play", Boolean(this.mixer) && !STILL.matches);
    this.set("wireframe", this.on.wireframe);
  }

  set(name, on) {
    this.on[name] = on;
    this.bar.press(name, on);
    if (name === "wireframe") {
      this.model?.traverse((part) => materialsOf(part).forEach((material) => { material.wireframe = on; }));
    }
    this.wake();
  }

  clear() {
    if (!this.model) return;
    this.scene.remove(this.model);
    dispose(this.model);
    this.model = this.mixer = null;
    this.wake();
  }

  close() {
    this.visible = false;
    cancelAnimationFrame(this.frame);
    this.clear();
    this.ears.abort();
    this.sizes.disconnect();
    this.sight.disconnect();
    this.light.dispose();
    this.gl.dispose();
    this.gl.forceContextLoss(); // a browser has about sixteen contexts, and frees them late by itself
    this.gl.domElement.remove();
  }
}

function createBar(root, acts) {
  const button = (name) => root.querySelector(`[data-do="${name}"]`);
  for (const [name, act] of Object.entries(acts)) {
    button(name).onclick = act;
    button(name).title = NAMES[name];
    button(name).setAttribute("aria-label", NAMES[name]);
  }
  button("fullscreen").hidden = !document.fullscreenEnabled;
  root.dataset.background = BACKGROUNDS[0];
  return {
    press: (name, on) => button(name).setAttribute("aria-pressed", String(on)),
    offer: (name, there) => { button(name).hidden = !there; },
    nextBackground: () => {
      const next = BACKGROUNDS[(BACKGROUNDS.indexOf(root.dataset.background) + 1) % BACKGROUNDS.length];
      root.dataset.background = next;
      button("background").setAttribute("aria-label", `${NAMES.background}: ${next}`);
    },
  };
}
