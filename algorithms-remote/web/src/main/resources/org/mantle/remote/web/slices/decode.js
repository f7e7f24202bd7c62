// A worker: fetches TIFF files, reads their images as numbers, and makes pictures of them. Images that were read are kept, the last ones
// longest. TIFF Revision 6.0 and BigTIFF; in strips or tiles; not compressed, or by LZW, deflate or PackBits, with either predictor; the first
// sample of each pixel.

const WHOLE = 80e6;
const CHUNK = 1 << 20;
const SMALL_CHUNK = 1 << 14;
const AT_ONCE = 5;
const KEPT_BYTES = 400e6;
const BINS = 256;

const files = new Map();
const images = new Map();
let keptBytes = 0;

/** The image that was made last of rows of others. */
const made = { image: null };

class Refused extends Error {}

/** A file, fetched whole when it is small, and in parts when it is large, or when little of it is wanted. */
class Remote {
  constructor(path, size, inParts = false) {
    this.path = path;
    this.size = size;
    this.isWhole = size <= (inParts ? SMALL_CHUNK : WHOLE);
    this.chunk = inParts ? SMALL_CHUNK : CHUNK;
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
      const begin = this.isWhole ? 0 : from;
      const bytes = await this.fetch(begin, this.isWhole ? this.size : Math.min(this.size - from, Math.max(length, this.chunk)));
      // together, since several may read at a time
      this.bytes = bytes;
      this.from = begin;
      if (from + length > begin + bytes.byteLength) throw new Refused(`${this.path} changed while it was read; open it again`);
    }
    return this.bytes.slice(from - this.from, from - this.from + length);
  }

  /** Pixels of a large file are not kept here, unless they come in many small pieces. */
  pixels(from, length) {
    return this.isWhole || length < this.chunk ? this.read(from, length) : this.fetch(from, length);
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

/** LZW as in section 13 of TIFF 6.0. What a code stands for is in what was written before: where, and how much of it. */
function unpackLzw(bytes, expected) {
  const input = new Uint8Array(bytes);
  const out = new Uint8Array(expected);
  const starts = new Uint32Array(4097);
  const lengths = new Uint32Array(4097);
  let at = 0;
  let width = 9;
  let next = 258;
  let kept = 0;
  let count = 0;
  let before = 0;
  let lengthBefore = 0;
  for (let i = 0; at < expected;) {
    while (count < width) {
      if (i >= input.length) return out.buffer.slice(0, at);
      kept = (kept << 8) | input[i];
      i += 1;
      count += 8;
    }
    count -= width;
    const code = kept >>> count;
    kept &= (1 << count) - 1;
    if (code === 257) break;
    if (code === 256) {
      width = 9;
      next = 258;
      lengthBefore = 0;
    } else {
      // the code before and the first byte of this one, which follows it
      if (lengthBefore > 0 && next < 4096) {
        starts[next] = before;
        lengths[next] = lengthBefore + 1;
        next += 1;
      }
      before = at;
      if (code < 256) {
        out[at] = code;
        at += 1;
        lengthBefore = 1;
      } else {
        if (code >= next) throw new Refused('an image is damaged: its LZW codes are not right');
        lengthBefore = lengths[code];
        const end = Math.min(expected, at + lengthBefore);
        for (let from = starts[code]; at < end; at += 1, from += 1) out[at] = out[from];
      }
      if (next >= (1 << width) - 1 && width < 12) width += 1;
    }
  }
  return out.buffer.slice(0, at);
}

/** PackBits as in section 9 of TIFF 6.0. */
function unpackBits(bytes, expected) {
  const input = new Uint8Array(bytes);
  const out = new Uint8Array(expected);
  let at = 0;
  for (let i = 0; i < input.length && at < expected;) {
    const head = (input[i] << 24) >> 24;
    i += 1;
    if (head >= 0) {
      out.set(input.subarray(i, i + Math.min(head + 1, expected - at)), at);
      at += head + 1;
      i += head + 1;
    } else if (head > -128) {
      out.fill(input[i], at, at + 1 - head);
      at += 1 - head;
      i += 1;
    }
  }
  return out.buffer.slice(0, Math.min(at, expected));
}

const PACKED = {
  1: (bytes) => bytes, 5: unpackLzw, 8: inflate, 32946: inflate, 32773: unpackBits,
};

/** Turns the bytes of each number round, so that they are as this machine has them. */
function turnRound(content, bytes) {
  const all = new Uint8Array(content);
  for (let from = 0; from + bytes <= all.length; from += bytes) all.subarray(from, from + bytes).reverse();
}

const WORDS = { 1: Uint8Array, 2: Uint16Array, 4: Uint32Array, 8: BigUint64Array };

/** Adds up what stands for the difference from the pixel before (predictor 2, section 14 of TIFF 6.0). */
function addDifferences(content, bytes, perRow, step) {
  const words = new WORDS[bytes](content, 0, Math.floor(content.byteLength / bytes));
  for (let row = 0; row + perRow <= words.length; row += perRow) {
    for (let i = row + step; i < row + perRow; i += 1) words[i] += words[i - step];
  }
}

/** Puts the bytes of numbers together (predictor 3, technical note 3): those that count most come first, of a whole row, as differences. */
function gatherBytes(content, bytes, perRow, step) {
  const all = new Uint8Array(content);
  const length = perRow * bytes;
  const row = new Uint8Array(length);
  for (let from = 0; from + length <= all.length; from += length) {
    row.set(all.subarray(from, from + length));
    for (let i = step; i < length; i += 1) row[i] += row[i - step];
    for (let byte = 0; byte < bytes; byte += 1) {
      for (let i = 0; i < perRow; i += 1) all[from + i * bytes + bytes - 1 - byte] = row[byte * perRow + i];
    }
  }
}

const FORMATS = {
  '3/32': Float32Array, '3/64': Float64Array,
  '1/8': Uint8Array, '1/16': Uint16Array, '1/32': Uint32Array,
  '2/8': Int8Array, '2/16': Int16Array, '2/32': Int32Array,
};

/** Finds out how the pixels of an image lie in its file: in strips, or in tiles, of which strips are those of a whole row. */
async function layout(file, tiff, page) {
  const { path } = file;
  const tags = tiff.list[tiff.follow ? 0 : page];
  if (!tags) throw new Refused(`${path} has no image ${page + 1}`);
  const get = (tag, otherwise) => tiff.values(tags, tag, otherwise);
  const [width] = await get(256, [0]);
  const [height] = await get(257, [0]);
  const [bits] = await get(258, [1]);
  const [compression] = await get(259, [1]);
  const [samples] = await get(277, [1]);
  const [format] = await get(339, [1]);
  const [planes] = await get(284, [1]);
  const [predictor] = await get(317, [1]);
  const isTiled = tags.has(322);
  const [partWidth] = isTiled ? await get(322) : [width];
  const [tall] = isTiled ? await get(323, [0]) : await get(278, [height]);
  const partHeight = isTiled ? tall : Math.min(tall, height);
  const offsets = await get(isTiled ? 324 : 273, null);
  const counts = await get(isTiled ? 325 : 279, null);
  const Type = FORMATS[format + '/' + bits];
  if (!offsets) throw new Refused(`${path} does not say where its pixels are; it is no whole TIFF file`);
  if (!Type) throw new Refused(`${path} has pixels of ${bits} bits in format ${format}, which are not read here; 32-bit numbers are`);
  if (!PACKED[compression]) throw new Refused(`${path} is compressed in way ${compression}; write it without compression, or by deflate or LZW`);
  if (![1, 2, 3].includes(predictor) || (predictor === 3 && format !== 3)) throw new Refused(`${path} is compressed with predictor ${predictor}, which is not read here`);
  if (width * height === 0 || width * height > 3e8) throw new Refused(`${path} is of ${width} × ${height} pixels, which is too large here`);
  if (partWidth < 1 || partHeight < 1 || partWidth * partHeight > 3e8) throw new Refused(`${path} is in tiles of ${partWidth} × ${partHeight} pixels, which are not read here`);
  const step = planes === 1 ? samples : 1;
  const bytes = bits / 8;
  // a stack whose images follow each other without directories of their own
  const shift = tiff.follow ? page * width * height * step * bytes : 0;
  const rowsOf = (part) => (isTiled ? partHeight : Math.min(partHeight, height - part * partHeight));
  return {
    width, height, step, bytes, Type, partWidth, partHeight,
    across: Math.ceil(width / partWidth),
    isPlain: compression === 1 && predictor === 1 && !isTiled,
    description: async () => String(await get(270, '')),
    /** Reads a part: its numbers, rows of the part's width. */
    async read(part) {
      const expected = rowsOf(part) * partWidth * step * bytes;
      // what is not there is empty
      if (counts?.[part] === 0) return new Type(expected / bytes);
      const packed = await file.pixels(shift + offsets[part], compression === 1 ? expected : counts[part]);
      const content = await PACKED[compression](packed, expected);
      if (content.byteLength < expected) throw new Refused(`${path} ends too soon: it is not whole`);
      if (predictor === 3) gatherBytes(content, bytes, partWidth * step, step);
      else if (!tiff.little && bytes > 1) turnRound(content, bytes);
      if (predictor === 2) addDifferences(content, bytes, partWidth * step, step);
      return new Type(content, 0, expected / bytes);
    },
    /** Reads one row of what is neither compressed nor in tiles, and nothing else. */
    async readRow(row) {
      const part = Math.floor(row / partHeight);
      const length = width * step * bytes;
      const content = await file.pixels(shift + offsets[part] + (row - part * partHeight) * length, length);
      if (!tiff.little && bytes > 1) turnRound(content, bytes);
      return new Type(content, 0, width * step);
    },
  };
}

/** Copies numbers of which every so many is wanted. */
function copyEach(target, values, from, step) {
  if (step === 1) target.set(values.subarray(from, from + target.length));
  else for (let i = 0; i < target.length; i += 1) target[i] = values[from + i * step];
}

async function decode(path, size, page) {
  const { file, tiff } = await opened(path, size);
  const lies = await layout(file, tiff, page);
  const { width, height, step, partWidth, partHeight, across } = lies;
  const pixels = new Float32Array(width * height);
  for (let part = 0; part < across * Math.ceil(height / partHeight); part += 1) {
    const left = (part % across) * partWidth;
    const top = Math.floor(part / across) * partHeight;
    const values = await lies.read(part);
    const inside = Math.min(partWidth, width - left);
    for (let row = 0; row < Math.min(partHeight, height - top); row += 1) {
      const at = (top + row) * width + left;
      copyEach(pixels.subarray(at, at + inside), values, row * partWidth * step, step);
    }
  }
  return { pixels, width, height, description: await lies.description(), pages: tiff.pages, ...facts(pixels) };
}

/** Reads one row of an image. */
async function rowOf(which, row) {
  const { path, size, page } = which;
  const known = images.get(path + '#' + page);
  if (known?.bytes) {
    const { pixels, width } = await known.image;
    return pixels.slice(row * width, (row + 1) * width);
  }
  const { file, tiff } = await opened(path, size, true);
  const lies = await layout(file, tiff, page);
  const { width, height, step, partWidth, partHeight, across } = lies;
  if (row >= height) throw new Refused(`${path} has ${height} rows, and no row ${row}`);
  const pixels = new Float32Array(width);
  if (lies.isPlain) {
    copyEach(pixels, await lies.readRow(row), 0, step);
    return pixels;
  }
  const first = Math.floor(row / partHeight) * across;
  for (let part = first; part < first + across; part += 1) {
    const left = (part - first) * partWidth;
    const values = await lies.read(part);
    copyEach(pixels.subarray(left, Math.min(width, left + partWidth)), values, (row % partHeight) * partWidth * step, step);
  }
  return pixels;
}

/** Makes an image of one row of each image of a stack, the first on top: of projections, that is a sinogram. */
async function through({ stack, row }, tell) {
  const first = await rowOf(stack[0], row);
  const width = first.length;
  const pixels = new Float32Array(width * stack.length);
  pixels.set(first);
  let next = 1;
  const work = async () => {
    while (next < stack.length) {
      const mine = next;
      next += 1;
      const values = await rowOf(stack[mine], row);
      if (values.length !== width) throw new Refused(`${stack[mine].path} is ${values.length} pixels wide, and others are ${width}; a stack has images of one size`);
      pixels.set(values, mine * width);
      if (mine % 50 === 0) tell(mine / stack.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return { pixels, width, height: stack.length, description: '', pages: 1, ...facts(pixels) };
}

/** Returns the value between two columns, and NaN outside. */
function between(pixels, from, width, x) {
  if (!(x >= 0 && x <= width - 1)) return NaN;
  const left = Math.min(Math.floor(x), Math.max(0, width - 2));
  const right = Math.min(left + 1, width - 1);
  return pixels[from + left] * (1 - (x - left)) + pixels[from + right] * (x - left);
}

/** Returns how much two rows of a sinogram differ in the mean square, when one is mirrored at an axis; NaN where they hardly meet. */
function mismatch({ pixels, width }, upper, lower, axis) {
  let sum = 0;
  let count = 0;
  for (let x = 0; x < width; x += 1) {
    const difference = pixels[upper * width + x] - between(pixels, lower * width, width, 2 * axis - x);
    if (difference - difference === 0) {
      sum += difference * difference;
      count += 1;
    }
  }
  return count >= width / 2 ? sum / count : NaN;
}

/** Finds the column at which two rows of a sinogram, half a turn apart, mirror each other best, to a hundredth. */
function mirrorAxis(source, upper, lower) {
  let best = (source.width - 1) / 2;
  let least = Infinity;
  const look = (from, until, step) => {
    for (let axis = from; axis <= until; axis += step) {
      const found = mismatch(source, upper, lower, axis);
      if (found < least) {
        least = found;
        best = axis;
      }
    }
  };
  look(source.width / 4 - 1, (source.width * 3) / 4, 0.5);
  for (const step of [0.1, 0.01]) look(best - 6 * step, best + 6 * step, step);
  return Math.round(best * 100) / 100;
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

/** Returns how many images there are when there is one directory: ImageJ writes none for the others, which follow without a gap. */
async function imagesThatFollow(file, { list, values }) {
  if (list.length !== 1) return 0;
  const words = /^ImageJ=[^\n]*\n(?:.*\n)*?images=(\d+)/.exec(String(await values(list[0], 270, '')));
  const [compression] = await values(list[0], 259, [1]);
  const images = words ? Number(words[1]) : 0;
  if (images < 2 || compression !== 1 || list[0].has(322)) return 0;
  const offsets = await values(list[0], 273, [0]);
  const counts = await values(list[0], 279, [0]);
  return offsets[0] + images * counts.reduce((sum, count) => sum + count, 0) <= file.size ? images : 0;
}

function opened(path, size, inParts = false) {
  const key = path + (inParts ? '#' : '');
  if (!files.has(key)) {
    const file = new Remote(path, size, inParts);
    const opening = directories(file).then(async (tiff) => {
      const follow = await imagesThatFollow(file, tiff);
      return { file, tiff: { ...tiff, follow: follow > 1, pages: follow || tiff.list.length } };
    });
    files.set(key, opening);
    opening.catch(() => files.delete(key));
    // what was fetched of small files is not needed once it is decoded
    if (files.size > 8 + AT_ONCE) files.delete(files.keys().next().value);
  }
  return files.get(key);
}

function image(which) {
  const { path, size, page } = which;
  if (which.made) return made.image;
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
    return { pages: (await opened(path, size)).tiff.pages };
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
  async through(wanted, tell) {
    made.image = through(wanted, tell);
    await made.image;
    return {};
  },
  async mirror({ which, upper, lower, axis }) {
    const source = await image(which);
    const rows = [upper, lower].map((row) => Math.max(0, Math.min(source.height - 1, Math.round(row))));
    const at = axis ?? mirrorAxis(source, ...rows);
    const { pixels, width } = source;
    return {
      axis: at,
      rows,
      row: pixels.slice(rows[0] * width, (rows[0] + 1) * width),
      mirrored: Float32Array.from({ length: width }, (_, x) => between(pixels, rows[1] * width, width, 2 * at - x)),
      difference: Math.sqrt(mismatch(source, ...rows, at)),
    };
  },
  async prepare({ which }) {
    await image(which);
    return {};
  },
};

onmessage = async ({ data }) => {
  try {
    const answer = await answers[data.kind](data, (part) => postMessage({ id: data.id, part }));
    postMessage({ id: data.id, answer }, answer.bitmap ? [answer.bitmap] : []);
  } catch (e) {
    postMessage({ id: data.id, problem: e instanceof Refused ? e.message : 'the image could not be read: ' + e.message });
  }
};
