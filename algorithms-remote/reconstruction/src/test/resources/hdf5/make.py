"""Makes the HDF5 files in this folder: one scan, stored in as many ways as the format has. See README.md."""

import ctypes
import gzip
import os
import zlib

import h5py
import hdf5plugin
import numpy as np
from h5py import h5d, h5p, h5s, h5t, h5z

ROWS, COLUMNS, VIEWS = 2, 16, 20
AXIS = 7.3
DEGREES = np.concatenate([[0, 0], np.arange(VIEWS) * 180 / VIEWS])
KEYS = np.array([2, 1] + VIEWS * [0])
HALF = 12


def phantom():
    """A disk beside the axis, in counts from 100 (dark) to 4000 (flat)."""
    frames = np.empty((2 + VIEWS, ROWS, COLUMNS))
    frames[0], frames[1] = 100, 4000
    for view in range(VIEWS):
        angle = np.deg2rad(DEGREES[2 + view])
        distance = np.arange(COLUMNS) - AXIS - 2 * np.cos(angle) - np.sin(angle)
        chord = 2 * np.sqrt(np.clip(9 - distance**2, 0, None))
        for row in range(ROWS):
            frames[2 + view, row] = 100 + 3900 * np.exp(-(0.1 + 0.05 * row) * chord)
    return np.round(frames)


FRAMES = phantom()
SMALL = np.round(FRAMES / 40)


def half(value):
    """The scan, of which the second half of the frames lacks the second half of the columns."""
    frames = FRAMES.copy()
    frames[HALF:, :, 8:] = value
    return frames


def gaps(value):
    """The scan, of which every second frame lacks half of the columns."""
    frames = FRAMES.copy()
    frames[5::2, :, 8:] = value
    return frames


def entry(parent, name, write):
    """Adds an NXtomo entry whose data a function writes."""
    group = parent.create_group(name)
    group.attrs["NX_class"] = "NXentry"
    group["definition"] = "NXtomo"
    detector = group.create_group("instrument/detector")
    sample = group.create_group("sample")
    if "image_key" not in parent.file.attrs:
        detector["image_key"] = KEYS
        sample["rotation_angle"] = DEGREES
        sample["rotation_angle"].attrs["units"] = "degrees"
        parent.file.attrs["image_key"] = group.name
    else:
        first = parent.file[parent.file.attrs["image_key"]]
        detector["image_key"] = first["instrument/detector/image_key"]
        sample["rotation_angle"] = first["sample/rotation_angle"]
    write(detector)


def stored(frames=FRAMES, dtype="<u2", **options):
    return lambda detector: detector.create_dataset("data", data=frames.astype(dtype), **options)


def part(whole, fill, **options):
    """Writes some of the frames whole, and of the others the first half of the columns."""

    def write(detector):
        data = detector.create_dataset("data", FRAMES.shape, "<u2", fillvalue=fill, **options)
        for i in range(len(FRAMES)):
            columns = 16 if i in whole else 8
            data[i, :, :columns] = FRAMES[i, :, :columns]

    return write


def low(detector, plist, datatype=h5t.STD_U16LE, limits=None, frames=FRAMES):
    """Writes by the functions of the C library."""
    space = h5s.create_simple(FRAMES.shape, limits) if limits else h5s.create_simple(FRAMES.shape)
    data = h5d.create(detector.id, b"data", datatype, space, plist)
    if frames is not None:
        data.write(h5s.ALL, h5s.ALL, np.ascontiguousarray(frames.astype("i4")))
    return data


def typed(datatype, frames=FRAMES):
    return lambda detector: low(detector, h5p.create(h5p.DATASET_CREATE), datatype, frames=frames)


def chunked(chunk, *filters, early=False, **options):
    def write(detector):
        plist = h5p.create(h5p.DATASET_CREATE)
        plist.set_chunk(chunk)
        for number, parameters in filters:
            plist.set_filter(number, 0, parameters)
        if early:
            plist.set_alloc_time(h5d.ALLOC_TIME_EARLY)
        low(detector, plist, **options)

    return write


def masked(mask_of, chunk=(3, 2, 16), limits=None, checksum=None):
    """Writes shuffled and compressed chunks of which some skip one filter or both."""

    def write(detector):
        plist = h5p.create(h5p.DATASET_CREATE)
        plist.set_chunk(chunk)
        plist.set_shuffle()
        if checksum is None:
            plist.set_deflate(4)
        else:
            plist.set_fletcher32()
        data = low(detector, plist, limits=limits, frames=None)
        for number, first in enumerate(range(0, len(FRAMES), chunk[0])):
            block = np.zeros(chunk, "<u2")
            frames = FRAMES[first : first + chunk[0]]
            block[: len(frames)] = frames
            mask = mask_of(number)
            raw = block.tobytes()
            if not mask & 1:
                raw = np.frombuffer(raw, "u1").reshape(-1, 2).T.tobytes()
            if not mask & 2:
                raw = zlib.compress(raw) if checksum is None else raw + checksum
            data.write_direct_chunk((first, 0, 0), raw, mask)

    return write


def edges(chunk, *filters):
    """Writes chunks that are not filtered where they reach beyond the edge (H5D_CHUNK_DONT_FILTER_PARTIAL_CHUNKS)."""

    def write(detector):
        plist = h5p.create(h5p.DATASET_CREATE)
        plist.set_chunk(chunk)
        for number, parameters in filters:
            plist.set_filter(number, 0, parameters)
        set_chunk_opts(plist)
        low(detector, plist)

    return write


def set_chunk_opts(plist):
    """Calls the function of the C library that h5py lacks."""
    library = [line.split()[-1] for line in open("/proc/self/maps") if "libhdf5_serial.so" in line][0]
    if ctypes.CDLL(library).H5Pset_chunk_opts(ctypes.c_int64(plist.id), ctypes.c_uint(2)) < 0:
        raise OSError("H5Pset_chunk_opts")


def compact(detector):
    plist = h5p.create(h5p.DATASET_CREATE)
    plist.set_layout(h5d.COMPACT)
    low(detector, plist)


def named(detector):
    detector["datatype"] = np.dtype("<u2")
    detector.create_dataset("data", data=FRAMES.astype("<u2"), dtype=detector["datatype"])


def virtual(detector):
    layout = h5py.VirtualLayout(FRAMES.shape, "<u2")
    layout[:] = h5py.VirtualSource(".", "/plain/instrument/detector/data", shape=FRAMES.shape)
    detector.create_virtual_dataset("data", layout)


def no_fill(detector):
    plist = h5p.create(h5p.DATASET_CREATE)
    plist.set_chunk((3, 2, 16))
    plist.set_fill_time(h5d.FILL_TIME_NEVER)
    h5py.Dataset(low(detector, plist, frames=None))[:HALF] = FRAMES[:HALF]


TWELVE_BITS = h5t.STD_U16LE.copy()
TWELVE_BITS.set_precision(12)
TWELVE_BITS.set_offset(4)
THREE_BYTES = h5t.STD_I32BE.copy()
THREE_BYTES.set_precision(24)
THREE_BYTES.set_size(3)

CHUNK, ODD, HALF_WIDE = (3, 2, 16), (4, 2, 9), (3, 2, 8)
GAPS = [*range(5), *range(6, 22, 2)]
DEFLATE, SHUFFLE, FLETCHER = (h5z.FILTER_DEFLATE, (4,)), (h5z.FILTER_SHUFFLE, ()), (h5z.FILTER_FLETCHER32, ())
ANY = h5s.UNLIMITED

# Each kind's name ends with the name of the plain scan that it must equal, after two dashes; without one that is "plain".
KINDS = {
    "plain": stored(),
    "plain-small": stored(SMALL),
    "plain-halves": stored(np.round(FRAMES / 2) / 2, "<f8"),
    "plain-half-0": stored(half(0)),
    "plain-half-65535": stored(half(65535)),
    "plain-gaps-3000": stored(gaps(3000)),
    **{f"type-{t}": stored(dtype=t) for t in ("u2", ">u2", "i2", ">i2", "u4", ">u4", "i4", ">i4", "u8", ">u8", "i8", ">i8")},
    **{f"type-{t}": stored(dtype=t) for t in ("f4", ">f4", "f8", ">f8")},
    **{f"type-{t}--plain-small": stored(SMALL, t) for t in ("u1", "i1")},
    **{f"type-{t}--plain-halves": stored(np.round(FRAMES / 2) / 2, t) for t in ("<f2", ">f2")},
    "type-12-bits-of-16": typed(TWELVE_BITS),
    "type-3-bytes": typed(THREE_BYTES),
    "type-named": named,
    "compact": compact,
    "chunk": stored(chunks=CHUNK),
    "chunk-beyond-edges": stored(chunks=ODD),
    "chunk-single": stored(chunks=FRAMES.shape, compression="gzip", shuffle=True),
    "chunk-small": stored(chunks=(1, 1, 8)),
    "chunk-allocated": chunked(ODD, early=True),
    "chunk-allocated-to-grow": chunked(ODD, early=True, limits=(40, 5, 30)),
    "chunk-to-grow": stored(chunks=ODD, maxshape=(40, 5, 30), compression="gzip"),
    "chunk-unlimited": stored(chunks=(1, 2, 16), maxshape=(None, 2, 16)),
    "chunk-unlimited-rows": stored(chunks=ODD, maxshape=(30, None, 16), compression="gzip"),
    "chunk-unlimited-columns": stored(chunks=ODD, maxshape=(30, 4, None)),
    "chunk-unlimited-twice": stored(chunks=ODD, maxshape=(None, None, 16), compression="gzip"),
    "filter-gzip": stored(chunks=ODD, compression="gzip"),
    "filter-shuffle-gzip": stored(chunks=ODD, compression="gzip", shuffle=True),
    "filter-lzf": stored(chunks=ODD, compression="lzf", shuffle=True),
    "filter-fletcher32": stored(chunks=ODD, fletcher32=True),
    "filter-fletcher32-first": chunked(ODD, FLETCHER, SHUFFLE, DEFLATE),
    "filter-lz4": stored(chunks=ODD, **hdf5plugin.LZ4()),
    "filter-bitshuffle": chunked((7, 2, 9), (32008, (64, 0))),
    "filter-bitshuffle-lz4": chunked((7, 2, 9), (32008, (64, 2))),
    "mask-shuffle": masked(lambda number: 1),
    "mask-gzip": masked(lambda number: 2),
    "mask-mixed": masked(lambda number: number % 4),
    "mask-mixed-unlimited": masked(lambda number: number % 4, limits=(ANY, 2, 16)),
    "mask-mixed-unlimited-twice": masked(lambda number: number % 4, limits=(ANY, ANY, 16)),
    "mask-single": masked(lambda number: 1, chunk=FRAMES.shape),
    "mask-fletcher32": masked(lambda number: 2, checksum=b"none"),
    "half--plain-half-0": part(range(HALF), None, chunks=HALF_WIDE, compression="gzip"),
    "half-filled--plain-half-65535": part(range(HALF), 65535, chunks=HALF_WIDE),
    "half-filled-unlimited--plain-half-65535": part(range(HALF), 65535, chunks=HALF_WIDE, maxshape=(None, 2, 16)),
    "half-filled-unlimited-twice--plain-half-65535": part(range(HALF), 65535, chunks=HALF_WIDE, maxshape=(None, None, 16)),
    "gaps-filled--plain-gaps-3000": part(GAPS, 3000, chunks=(1, 2, 8)),
    "gaps-filled-unlimited--plain-gaps-3000": part(GAPS, 3000, chunks=(1, 2, 8), maxshape=(None, 2, 16)),
    "gaps-filled-unlimited-gzip--plain-gaps-3000": part(GAPS, 3000, chunks=(1, 2, 8), maxshape=(None, 2, 16), compression="gzip"),
    "refused-never-written": lambda detector: detector.create_dataset("data", FRAMES.shape, "<u2", fillvalue=65535),
    "refused-flat-never-written": part([0, *range(2, 22)], 65535, chunks=(1, 2, 8)),
    "refused-no-fill-value": no_fill,
    "refused-virtual": virtual,
    "refused-external-bytes": stored(external=[("bytes.raw", 0, 10000)]),
    "refused-scale-offset": stored(chunks=ODD, scaleoffset=0),
    "refused-n-bit": chunked(ODD, (h5z.FILTER_NBIT, ())),
    "refused-szip": stored(chunks=ODD, compression="szip"),
    "refused-blosc": stored(np.tile(FRAMES, (1, 1, 16)), chunks=(22, 2, 256), **hdf5plugin.Blosc()),
    "refused-long-double": stored(dtype="f16"),
    "refused-texts": stored(dtype="S4"),
    "damaged-checksum": masked(lambda number: 0, checksum=b"none"),
}
NEW_ONLY = {
    "edges-shuffle": edges((5, 2, 16), SHUFFLE),
    "edges-gzip": edges(ODD, DEFLATE),
    "edges-shuffle-gzip": edges((5, 2, 16), SHUFFLE, DEFLATE),
}


def packed(name):
    """Packs a file: most of it is empty space."""
    with open(name, "rb") as file, open(name + ".gz", "wb") as target:
        target.write(gzip.compress(file.read(), mtime=0))
    os.remove(name)


def storage(name, kinds, **options):
    """Makes a file with an entry for each kind, and packs it."""
    with h5py.File(name, "w", **options) as file:
        for kind, write in kinds.items():
            entry(file, kind, write)
    packed(name)


def short_addresses(name):
    plist = h5p.create(h5p.FILE_CREATE)
    plist.set_sizes(4, 4)
    with h5py.File(h5py.h5f.create(name.encode(), h5py.h5f.ACC_TRUNC, plist)) as file:
        plain(file)


def plain(file, name="entry1"):
    entry(file, name, stored())


def links():
    with h5py.File("plain.nxs", "w", libver="latest") as file:
        plain(file)
    with h5py.File("master.nxs", "w", libver="latest") as file:
        file["entry1"] = h5py.ExternalLink("plain.nxs", "/entry1")
    with h5py.File("master-of-master.nxs", "w") as file:
        file["entry1"] = h5py.ExternalLink("/some/where/else/master.nxs", "entry1")
    with h5py.File("names.nxs", "w") as file:
        plain(file)
        file["entry2"] = file["entry1"]
        file["entry1/entry1"] = file["entry1"]
        file["soft"] = h5py.SoftLink("/entry1")
        file["outside"] = h5py.ExternalLink("names.nxs", "/entry2")
    with h5py.File("soft.nxs", "w", libver="latest") as file:
        store = file.create_group("store")
        plain(store, "scan")
        detector = store["scan/instrument/detector"]
        detector.move("data", "frames")
        detector["data"] = h5py.SoftLink("./frames")
        file["entry1"] = h5py.SoftLink("store/scan")
    with h5py.File("beside.nxs", "w") as file:
        plain(file)
        file["nowhere"] = h5py.SoftLink("/not/there")
        file["gone"] = h5py.ExternalLink("gone.nxs", "/entry1")
        file["text"] = h5py.ExternalLink("README.md", "/entry1")
        file["a"], file["b"] = h5py.SoftLink("/b"), h5py.SoftLink("/a")
        for group in (file, file["entry1"], file["entry1/instrument/detector"]):
            layout = h5py.VirtualLayout((4,), "i4")
            layout[:] = h5py.VirtualSource("gone.nxs", "/x", shape=(4,))
            group.create_virtual_dataset("virtual", layout)
            group.create_dataset("external", data=np.arange(5), external=[("bytes.raw", 0, 100)])
            group.create_dataset("scaled", data=np.arange(50), chunks=(5,), scaleoffset=2)
            group["nothing"] = h5py.Empty("f4")
            group.attrs["complex"] = 1 + 2j
            group.attrs["reference"] = file["entry1"].ref
    with h5py.File("nowhere.nxs", "w") as file:
        file["entry1"] = h5py.SoftLink("/not/there")
    with h5py.File("to-gone.nxs", "w") as file:
        file["entry1"] = h5py.ExternalLink("gone.nxs", "/entry1")
    with h5py.File("circle-1.nxs", "w") as file:
        file["entry1"] = h5py.ExternalLink("circle-2.nxs", "/entry1")
    with h5py.File("circle-2.nxs", "w") as file:
        file["entry1"] = h5py.ExternalLink("circle-1.nxs", "/entry1")


def large_chunks(name, **options):
    """Entries with chunks of more bytes, and of more frames, than an int counts; none was written."""
    with h5py.File(name, "w", **options) as file:
        entry(file, "wide", lambda detector: detector.create_dataset("data", (22, 40_000, 40_000), "<u2", chunks=(1, 40_000, 40_000)))
        long = {"chunks": (3_000_000_000, 1, 1), "maxshape": (None, 1, 1)}
        entry(file, "long", lambda detector: detector.create_dataset("data", (22, 1, 1), "u1", **long))


def lost(name, link):
    """Makes the scan in the Data Exchange layout, of which a part is a link that leads nowhere."""
    exchange(name)
    with h5py.File(name, "r+", libver="latest") as file:
        for path, target in link.items():
            del file["exchange"][path]
            file["exchange"][path] = target


def exchange(name, white=True, axes=None, angles=VIEWS, **options):
    """A Data Exchange file, as the Advanced Photon Source writes it."""
    with h5py.File(name, "w", libver="latest") as file:
        file["implements"] = "exchange"
        group = file.create_group("exchange")
        group.create_dataset("data", data=FRAMES[2:].astype("<u2"), **options)
        if axes:
            group["data"].attrs["axes"] = axes
        group["data_dark"] = FRAMES[:1].astype("<f4")
        if white:
            group["data_white"] = FRAMES[1:2].astype("<f4")
        if angles:
            group["theta"] = DEGREES[2 : 2 + angles].astype("<f4")
            group["theta"].attrs["units"] = "degrees"


def begun(group, name, values, written, **options):
    """Puts a dataset of which only the first values were written in the place of another."""
    dtype, units = group[name].dtype, group[name].attrs.get("units")
    del group[name]
    data = group.create_dataset(name, values.shape, dtype, **options)
    if written:
        data[:written] = values[:written]
    if units is not None:
        data.attrs["units"] = units


def broken_off(name):
    """Scans whose writer came to an end before its time."""
    keys, angles, frames = "instrument/detector/image_key", "sample/rotation_angle", "instrument/detector/data"
    with h5py.File(name, "w") as file:
        plain(file, "plain")
        for kind, (part, values, written, options) in {
            "angles-never": (angles, DEGREES, 0, {}),
            "angles-never-in-chunks": (angles, DEGREES, 0, {"chunks": (5,)}),
            "angles-half": (angles, DEGREES, 10, {"chunks": (5,), "fillvalue": -1}),
            "angles-last": (angles, DEGREES, 21, {"chunks": (1,), "fillvalue": np.nan}),
            "keys-never": (keys, KEYS, 0, {}),
            "keys-half": (keys, KEYS, 10, {"chunks": (5,), "compression": "gzip"}),
            "frames-half": (frames, FRAMES, HALF, {"chunks": (1, 2, 16), "fillvalue": 65535}),
            "frames-flats-only": (frames, FRAMES, 2, {"chunks": (1, 2, 16)}),
            "frames-one-view": (frames, FRAMES, 3, {"chunks": (1, 2, 16)}),
        }.items():
            group = file.create_group(kind)
            file.copy("plain/definition", group)
            file.copy("plain/instrument", group)
            file.copy("plain/sample", group)
            group.attrs["NX_class"] = "NXentry"
            begun(group, part, values, written, **options)
    packed(name)


def exchange_broken_off(name):
    exchange(name)
    with h5py.File(name, "a", libver="latest") as file:
        begun(file["exchange"], "theta", DEGREES[2:], 10, chunks=(5,), fillvalue=np.nan)


def exchange_nan_angle(name):
    exchange(name)
    with h5py.File(name, "a", libver="latest") as file:
        file["exchange/theta"][13] = np.nan


os.chdir(os.path.dirname(os.path.abspath(__file__)))
storage("storage.nxs", KINDS)
storage("storage-latest.nxs", {**KINDS, **NEW_ONLY}, libver="latest")
short_addresses("short-addresses.nxs")
links()
exchange("exchange.h5", axes="theta:y:x", chunks=(3, 2, 16), compression="gzip")
exchange("no-flats.h5", white=False)
exchange("no-angles.h5", angles=0)
exchange("other-axes.h5", axes="y:theta:x")
exchange("other-angles.h5", angles=19)
lost("lost-darks.h5", {"data_dark": h5py.ExternalLink("gone.h5", "/exchange/data_dark")})
lost("lost-flats.h5", {"data_white": h5py.SoftLink("/gone/white")})
lost("lost-data.h5", {"data": h5py.SoftLink("/gone/data")})
large_chunks("large-chunks.nxs")
large_chunks("large-chunks-latest.nxs", libver="latest")
broken_off("broken-off.nxs")
exchange_broken_off("broken-off.h5")
exchange_nan_angle("nan-angle.h5")
os.remove("bytes.raw")
