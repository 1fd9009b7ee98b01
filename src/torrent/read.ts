import { createHash } from 'node:crypto';
import {
  type BencodeFault,
  checkBencode,
  countOf,
  pick,
  rootOf,
  textOf,
  type Value,
} from './bencode.ts';
import { readFileList, readSingleFile } from './files.ts';
import { readHosts } from './hosts.ts';
import { readPath } from './paths.ts';
import { type TorrentEntry, type TorrentFault, type TorrentFile, torrentFault } from './torrent.ts';

const maxBytes = 10 * 1024 * 1024;
const maxDepth = 32;
/** Enough for 10,000 files in folders; each one costs time. */
const maxValues = 250_000;
/** libtorrent refuses larger pieces. */
const maxPieceLength = 512 * 1024 * 1024;
const digestBytes = 20;

const topKeys = ['announce', 'announce-list', 'httpseeds', 'info', 'url-list'] as const;
const infoKeys = [
  'attr',
  'file tree',
  'files',
  'length',
  'meta version',
  'name',
  'name.utf-8',
  'piece length',
  'pieces',
  'private',
] as const;

type Info = Map<(typeof infoKeys)[number], Value>;

const sentences = {
  'not-bencode': 'This is no torrent file, or only a part of one.',
  'not-canonical': 'The torrent file is not written in the one form that is allowed.',
  'too-many-values': `The torrent file has more than ${maxValues} values.`,
  'too-deep': `The torrent file is nested more than ${maxDepth} levels deep.`,
} as const satisfies Record<BencodeFault, string>;

/**
 * Host names, without port, of the tracker it must be from; `other-tracker`: of any, but private;
 * `anywhere` for one that a person chose.
 */
export type TorrentOrigin =
  | { allowedAnnounceHosts: readonly string[] }
  | 'other-tracker'
  | 'anywhere';

/**
 * Reads a version 1 .torrent; one of the tracker must be private and talk to nobody else. Total:
 * whatever the bytes are, the answer is the torrent or the reason against it.
 */
export function readTorrent(bytes: Buffer, origin: TorrentOrigin): TorrentFile | TorrentFault {
  if (bytes.length > maxBytes) {
    return torrentFault('too-large', `The torrent file is larger than ${maxBytes} bytes.`);
  }
  const malformed = checkBencode(bytes, { maxDepth, maxValues });
  if (malformed !== null) return torrentFault(malformed, sentences[malformed]);
  const top = pick(rootOf(bytes), topKeys);
  if (top === null) return torrentFault('not-bencode', sentences['not-bencode']);
  const infoValue = top.get('info');
  const info = infoValue === undefined ? null : pick(infoValue, infoKeys);
  if (infoValue === undefined || info === null) {
    return torrentFault('bad-info', 'The torrent file does not describe any content.');
  }
  const content = readContent(info);
  if ('fault' in content) return content;
  if (origin !== 'anywhere' && !content.isPrivate) {
    return torrentFault('not-private', 'The torrent is not marked as private.');
  }
  const addresses = [
    top.get('announce'),
    top.get('announce-list'),
    top.get('url-list'),
    top.get('httpseeds'),
  ];
  const allowed = typeof origin === 'string' ? null : origin.allowedAnnounceHosts;
  const tracked = readHosts(addresses, allowed);
  if ('fault' in tracked) return tracked;
  const raw = bytes.subarray(infoValue.start, infoValue.end);
  const infoHash = createHash('sha1').update(raw).digest('hex');
  return { infoHash, ...content, announceHosts: tracked.hosts };
}

type Content = Omit<TorrentFile, 'infoHash' | 'announceHosts'>;

function readContent(info: Info): Content | TorrentFault {
  const version = info.get('meta version');
  if ((version !== undefined && countOf(version) !== 1) || info.has('file tree')) {
    return torrentFault('unsupported-version', 'Only torrents of version 1 can be followed.');
  }
  const nameValue = info.get('name.utf-8') ?? info.get('name');
  if (nameValue === undefined) return torrentFault('bad-info', 'The torrent has no name.');
  const name = readPath([nameValue]);
  if ('refused' in name) return torrentFault('bad-path', `The name has ${name.refused}.`);
  const files = readFiles(info, name.parts.join('/'));
  if ('fault' in files) return files;
  const pieces = readPieces(info, files);
  if ('fault' in pieces) return pieces;
  const isSingleFile = !info.has('files');
  const isPrivate = countOf(info.get('private')) === 1;
  return { name: name.parts.join('/'), ...pieces, isPrivate, isSingleFile, files };
}

function readFiles(info: Info, name: string): TorrentEntry[] | TorrentFault {
  const list = info.get('files');
  if (list === undefined) return readSingleFile(name, info.get('length'), info.get('attr'));
  if (!info.has('length')) return readFileList(name, list);
  return torrentFault('bad-info', 'The torrent is one file and a list of files at once.');
}

function readPieces(
  info: Info,
  files: readonly TorrentEntry[],
): Pick<TorrentFile, 'pieceLength' | 'pieces' | 'totalBytes'> | TorrentFault {
  const totalBytes = files.reduce((sum, file) => sum + file.lengthBytes, 0);
  if (totalBytes === 0 || !Number.isSafeInteger(totalBytes)) {
    return torrentFault('bad-info', 'The files of the torrent have no usable size.');
  }
  const pieceLength = countOf(info.get('piece length'));
  if (pieceLength === null || pieceLength === 0 || pieceLength > maxPieceLength) {
    return torrentFault('bad-pieces', 'The piece length of the torrent is not usable.');
  }
  const piecesValue = info.get('pieces');
  const pieces = piecesValue === undefined ? null : textOf(piecesValue);
  if (pieces?.length !== Math.ceil(totalBytes / pieceLength) * digestBytes) {
    return torrentFault('bad-pieces', 'The piece hashes do not fit the size of the content.');
  }
  // Memory of its own: a view would carry the announce address along to wherever it is cloned.
  const own = Buffer.from(new Uint8Array(pieces).buffer);
  return { pieceLength, pieces: own, totalBytes };
}
