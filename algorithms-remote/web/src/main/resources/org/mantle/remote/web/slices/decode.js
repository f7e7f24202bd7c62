// A worker: fetches TIFF files, reads their images as numbers, and makes pictures of them. Images that were read are kept, the last ones
// longest. TIFF Revision 6.0 and BigTIFF; one strip or many, not compressed or by deflate; the first sample of each pixel.

const WHOLE = 80e6;
const CHUNK = 1 << 20;
const KEPT_BYTES = 400e6;
const BINS = 256;

const files = new Map();
const images = new Map();
let keptBytes = 0;

class Refused extends Error {}

/** A file, fetched whole when it is small, and in parts when it is large. */
class Remote {
  constructor(path, size) {
    this.path = path;
    this.size = size;
    this.from = 0;
    this.bytes = null;
  }

  async fetch(from, length) {
    const headers = from === 0 && length === this.size ? {} : { Range: `bytes=${from}-${from + length - 1}` };
    const answer = await fetch('/api/file?path=' + encodeURIComponent(this.path), { headers });
    if (!answer.ok) {
      const problem = await answer.json().catch(() => ({}));
      throw new Refused(problem.detail || 'the server answered ' + answer.status);
    }
    return answer.arrayBuffer();
  }

  async read(from, length) {
    if (from < 0 || from + length > this.size) throw new Refused(`${this.path} ends too soon: it is not whole, or no TIFF file`);
    if (!this.bytes || from < this.from || from + length > this.from + this.bytes.byteLength) {
      const begin = this.size <= WHOLE ? 0 : from;
      this.bytes = await this.fetch(begin, this.size <= WHOLE ? this.size : Math.min(this.size - from, Math.max(length, CHUNK)));
      this.from = begin;
      if (from + length > begin + this.bytes.byteLength) throw new Refused(`${this.path} changed while it was read; open it again`);
    }
    return this.bytes.slice(from - this.from, from - this.from + length);
  }

  /** Pixels of a large file are not kept here. */
  pixels(from, length) {
    return this.size <= WHOLE ? this.read(from, length) : this.fetch(from, length);
  }
}

const SIZES = { 1: 1, 2: 1, 3: 2, 4: 4, 5: 8, 6: 1, 7: 1, 8: 2, 9: 4, 10: 8, 11: 4, 12: 8, 13: 4, 16: 8, 17: 8, 18: 8 };

/** Reads the directories of a file: one for each image. */
async function directories(file) {
  const head = new DataView(await file.read(0, 16));
  const order = head.getUint16(0);
  if (order !== 0x4949 && order !== 0x4d4d) throw new Refused(`${file.path} is no TIFF file`);
  const little = order === 0x4949;
  const big = head.getUint16(2, little) === 43;
  if (!big && head.getUint16(2, little) !== 42) throw new Refused(`${file.path} is no TIFF file`);
  const long = (view, at) => (big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little));
  const list = [];
  let next = long(head, big ? 8 : 4);
  const seen = new Set();
  while (next !== 0 && !seen.has(next)) {
    seen.add(next);
    const count = big ? Number(new DataView(await file.read(next, 8)).getBigUint64(0, little)) : new DataView(await file.read(next, 2)).getUint16(0, little);
    const entry = big ? 20 : 12;
    const at = next + (big ? 8 : 2);
    const view = new DataView(await file.read(at, count * entry + (big ? 8 : 4)));
    const tags = new Map();
    for (let i = 0; i < count; i += 1) {
      const here = i * entry;
      const type = view.getUint16(here + 2, little);
      const number = long(view, here + 4);
      const value = here + (big ? 12 : 8);
      const inside = number * (SIZES[type] || 1) <= (big ? 8 : 4);
      tags.set(view.getUint16(here, little), { type, count: number, inside: inside ? view.buffer.slice(value, value + (big ? 8 : 4)) : null, at: inside ? 0 : long(view, value) });
    }
    list.push(tags);
    next = long(view, count * entry);
  }
  const values = async (tags, tag, otherwise) => {
    const found = tags.get(tag);
    if (!found) return otherwise;
    const view = new DataView(found.inside || await file.read(found.at, found.count * (SIZES[found.type] || 1)));
    if (found.type === 2) return new TextDecoder().decode(new Uint8Array(view.buffer, 0, found.count)).replace(/\0+$/, '');
    const read = { 1: (i) => view.getUint8(i), 3: (i) => view.getUint16(2 * i, little), 4: (i) => view.getUint32(4 * i, little), 16: (i) => Number(view.getBigUint64(8 * i, little)) }[found.type];
    if (!read) throw new Refused(`${file.path} has a tag ${tag} of a type that is not read here`);
    return Array.from({ length: found.count }, (_, i) => read(i));
  };
  return { list, little, values };
}

async function inflate(bytes) {
  return new Response(new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate'))).arrayBuffer();
}

const FORMATS = {
  '3/32': [Float32Array, 'getFloat32'], '3/64': [Float64Array, 'getFloat64'],
  '1/8': [Uint8Array, 'getUint8'], '1/16': [Uint16Array, 'getUint16'], '1/32': [Uint32Array, 'getUint32'],
  '2/8': [Int8Array, 'getInt8'], '2/16': [Int16Array, 'getInt16'], '2/32': [Int32Array, 'getInt32'],
};

async function decode(path, size, page) {
  const { file, tiff } = await opened(path, size);
  const tags = tiff.list[page];
  if (!tags) throw new Refused(`${path} has no image ${page + 1}`);
  const get = (tag, otherwise) => tiff.values(tags, tag, otherwise);
  const [width] = await get(256, [0]);
  const [height] = await get(257, [0]);
  const [bits] = await get(258, [1]);
  const [compression] = await get(259, [1]);
  const [samples] = await get(277, [1]);
  const [format] = await get(339, [1]);
  const [planes] = await get(284, [1]);
  const offsets = await get(273, null);
  const kind = FORMATS[format + '/' + bits];
  if (!offsets) throw new Refused(`${path} is in tiles, which are not read here; write it in strips`);
  if (!kind) throw new Refused(`${path} has pixels of ${bits} bits in format ${format}, which are not read here; 32-bit numbers are`);
  if (![1, 8, 32946].includes(compression)) throw new Refused(`${path} is compressed in way ${compression}; write it without compression, or by deflate`);
  if ((await get(317, [1]))[0] !== 1) throw new Refused(`${path} is compressed with a predictor, which is not read here`);
  if (width * height === 0 || width * height > 3e8) throw new Refused(`${path} is of ${width} × ${height} pixels, which is too large here`);
  const counts = await get(279, null);
  const [rows] = await get(278, [height]);
  const step = planes === 1 ? samples : 1;
  const bytes = bits / 8;
  const pixels = new Float32Array(width * height);
  const [Type, getter] = kind;
  for (let strip = 0, row = 0; row < height && strip < offsets.length; strip += 1, row += rows) {
    const inStrip = Math.min(rows, height - row);
    const expected = inStrip * width * step * bytes;
    let content = await file.pixels(offsets[strip], compression === 1 ? expected : counts[strip]);
    if (compression !== 1) content = await inflate(content);
    if (content.byteLength < expected) throw new Refused(`${path} ends too soon: it is not whole`);
    const target = pixels.subarray(row * width, (row + inStrip) * width);
    if (step === 1 && (tiff.little || bytes === 1)) target.set(new Type(content, 0, inStrip * width));
    else {
      const view = new DataView(content);
      for (let i = 0; i < target.length; i += 1) target[i] = view[getter](i * step * bytes, tiff.little);
    }
  }
  return { pixels, width, height, description: String(await get(270, '')), pages: tiff.list.length, ...facts(pixels) };
}

/** Least, greatest and mean of the numbers, how they are spread, and what leaves out one in two hundred at each end. */
function facts(pixels) {
  let min = Infinity;
  let max = -Infinity;
  let sum = 0;
  let count = 0;
  for (let i = 0; i < pixels.length; i += 1) {
    const value = pixels[i];
    if (value - value === 0) {
      if (value < min) min = value;
      if (value > max) max = value;
      sum += value;
      count += 1;
    }
  }
  if (count === 0) return { min: 0, max: 0, mean: 0, finite: 0, histogram: new Uint32Array(BINS), low: 0, high: 1 };
  const fine = new Uint32Array(BINS * 16);
  const step = Math.max(1, Math.floor(pixels.length / 1e6));
  const scale = max > min ? (fine.length - 1) / (max - min) : 0;
  let sampled = 0;
  for (let i = 0; i < pixels.length; i += step) {
    const value = pixels[i];
    if (value - value === 0) {
      fine[Math.floor((value - min) * scale)] += 1;
      sampled += 1;
    }
  }
  const histogram = new Uint32Array(BINS);
  fine.forEach((each, i) => { histogram[i >> 4] += each; });
  const at = (part) => {
    let passed = 0;
    for (let i = 0; i < fine.length; i += 1) {
      passed += fine[i];
      if (passed >= part * sampled) return min + (i + 0.5) / (scale || 1);
    }
    return max;
  };
  const low = scale ? at(0.005) : min;
  const high = scale ? at(0.995) : min + 1;
  return { min, max, mean: sum / count, finite: count, histogram, low, high: high > low ? high : low + (max - min || 1) };
}

function opened(path, size) {
  if (!files.has(path)) {
    const file = new Remote(path, size);
    const opening = directories(file).then((tiff) => ({ file, tiff }));
    files.set(path, opening);
    opening.catch(() => files.delete(path));
    // what was fetched of small files is not needed once it is decoded
    if (files.size > 8) files.delete(files.keys().next().value);
  }
  return files.get(path);
}

function image({ path, size, page }) {
  const key = path + '#' + page;
  const known = images.get(key);
  if (known) {
    images.delete(key);
    images.set(key, known);
    return known.image;
  }
  const entry = { bytes: 0 };
  entry.image = decode(path, size, page).then((done) => {
    if (size <= WHOLE) files.delete(path);
    if (images.get(key) !== entry) return done;
    entry.bytes = done.pixels.byteLength;
    keptBytes += entry.bytes;
    for (const [oldest, each] of images) {
      if (keptBytes <= KEPT_BYTES || each === entry) break;
      if (each.bytes) {
        keptBytes -= each.bytes;
        images.delete(oldest);
      }
    }
    return done;
  });
  entry.image.catch(() => images.delete(key));
  images.set(key, entry);
  return entry.image;
}

let canvas = new ImageData(1, 1);

async function picture(source, low, high) {
  if (canvas.width !== source.width || canvas.height !== source.height) canvas = new ImageData(source.width, source.height);
  const words = new Uint32Array(canvas.data.buffer);
  const { pixels } = source;
  const scale = 255 / (high - low || 1e-30);
  for (let i = 0; i < pixels.length; i += 1) {
    let grey = (pixels[i] - low) * scale;
    grey = grey > 255 ? 255 : grey > 0 ? grey | 0 : 0;
    words[i] = 0xff000000 | (grey * 0x010101);
  }
  return createImageBitmap(canvas);
}

function profile(source, { x1, y1, x2, y2 }) {
  const { pixels, width, height } = source;
  const count = Math.max(2, Math.min(4000, Math.ceil(Math.hypot(x2 - x1, y2 - y1)) + 1));
  const clamp = (value, most) => Math.max(0, Math.min(most, value));
  return Float32Array.from({ length: count }, (_, i) => {
    const x = clamp(x1 + ((x2 - x1) * i) / (count - 1), width - 1);
    const y = clamp(y1 + ((y2 - y1) * i) / (count - 1), height - 1);
    const left = Math.min(Math.floor(x), Math.max(0, width - 2));
    const top = Math.min(Math.floor(y), Math.max(0, height - 2));
    const right = Math.min(left + 1, width - 1);
    const below = Math.min(top + 1, height - 1);
    const across = x - left;
    const down = y - top;
    const upper = pixels[top * width + left] * (1 - across) + pixels[top * width + right] * across;
    const lower = pixels[below * width + left] * (1 - across) + pixels[below * width + right] * across;
    return upper * (1 - down) + lower * down;
  });
}

const answers = {
  async pages({ path, size }) {
    return { pages: (await opened(path, size)).tiff.list.length };
  },
  async show({ which, window, line }) {
    const source = await image(which);
    const low = window ? window.low : source.low;
    const high = window ? window.high : source.high;
    const bitmap = await picture(source, low, high);
    const { pixels, ...told } = source;
    return { ...told, bitmap, low, high, usual: { low: source.low, high: source.high }, profile: line ? profile(source, line) : null };
  },
  async value({ which, x, y }) {
    const source = await image(which);
    return { value: source.pixels[y * source.width + x] };
  },
  async profile({ which, line }) {
    return { profile: profile(await image(which), line) };
  },
  async prepare({ which }) {
    await image(which);
    return {};
  },
};

onmessage = async ({ data }) => {
  try {
    const answer = await answers[data.kind](data);
    postMessage({ id: data.id, answer }, answer.bitmap ? [answer.bitmap] : []);
  } catch (e) {
    postMessage({ id: data.id, problem: e instanceof Refused ? e.message : 'the image could not be read: ' + e.message });
  }
};
