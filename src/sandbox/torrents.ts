import { createHash } from 'node:crypto';
import { renderRecording } from './audio.ts';
import { type Bencoded, bdecode, bencode, isDictionary, textOf } from './bencode.ts';
import { type Release, releaseFiles } from './releases.ts';

/** What a .torrent file says. File paths include the torrent's own folder, as qBittorrent lists them. */
export type Metainfo = {
  infoHash: string;
  name: string;
  announce: string;
  private: boolean;
  pieceBytes: number;
  /** SHA-1 of each piece, in hex. */
  pieces: string[];
  files: { path: string; sizeBytes: number }[];
  sizeBytes: number;
};

/** Who has which content: stands for the peers of every torrent the tracker has handed out. */
export type Swarm = {
  torrentFile: (release: Release, announce: string) => Buffer;
  releaseOf: (infoHash: string) => Release | null;
  /** All bytes of the torrent, its files one after the other; null when nobody has it. */
  contentOf: (infoHash: string) => Buffer | null;
};

const pieceBytes = 32 * 1024;

export function createSwarm(): Swarm {
  const made = new Map<number, { info: Bencoded; infoHash: string }>();
  const releases = new Map<string, Release>();
  return {
    torrentFile: (release, announce) => {
      const torrent = made.get(release.id) ?? describe(release);
      made.set(release.id, torrent);
      releases.set(torrent.infoHash, release);
      return bencode({ announce, 'created by': 'sandbox', info: torrent.info });
    },
    releaseOf: (infoHash) => releases.get(infoHash) ?? null,
    contentOf: (infoHash) => {
      const release = releases.get(infoHash);
      return release && release.seeders > 0 ? renderRelease(release) : null;
    },
  };
}

/** Reads a .torrent file (version 1); throws a SyntaxError when it is not one. */
export function readTorrent(bytes: Buffer): Metainfo {
  const torrent = bdecode(bytes);
  const info = isDictionary(torrent) ? torrent['info'] : undefined;
  if (!isDictionary(torrent) || !isDictionary(info)) throw new SyntaxError('no info dictionary');
  const { pieces, length, files } = info;
  const name = textOf(info['name']);
  if (!Buffer.isBuffer(pieces)) throw new SyntaxError('no piece hashes');
  const listed = Array.isArray(files)
    ? files.map((file) => fileOf(name, file))
    : [{ path: name, sizeBytes: Number(length) }];
  return {
    infoHash: sha1(bencode(info)).toString('hex'),
    name,
    announce: textOf(torrent['announce']),
    private: info['private'] === 1,
    pieceBytes: Number(info['piece length']),
    pieces: splitBytes(pieces, 20).map((hash) => hash.toString('hex')),
    files: listed,
    sizeBytes: listed.reduce((sum, file) => sum + file.sizeBytes, 0),
  };
}

export function pieceHash(bytes: Buffer): string {
  return sha1(bytes).toString('hex');
}

function describe(release: Release): { info: Bencoded; infoHash: string } {
  const { name, files } = releaseFiles(release);
  const rendered = files.map((file) => renderRecording(file.recording));
  const content = Buffer.concat(rendered);
  const pieces = Buffer.concat(splitBytes(content, pieceBytes).map(sha1));
  const common = { name, private: 1, 'piece length': pieceBytes, pieces };
  const info: Bencoded =
    release.parts === 1
      ? { ...common, length: content.length }
      : {
          ...common,
          files: files.map((file, index) => ({
            length: rendered[index]?.length ?? 0,
            path: [file.path],
          })),
        };
  return { info, infoHash: sha1(bencode(info)).toString('hex') };
}

function renderRelease(release: Release): Buffer {
  const { files } = releaseFiles(release);
  return Buffer.concat(files.map((file) => renderRecording(file.recording)));
}

function fileOf(name: string, file: Bencoded): { path: string; sizeBytes: number } {
  if (!isDictionary(file) || !Array.isArray(file['path']))
    throw new SyntaxError('file without a path');
  return { path: [name, ...file['path'].map(textOf)].join('/'), sizeBytes: Number(file['length']) };
}

function splitBytes(bytes: Buffer, size: number): Buffer[] {
  const count = Math.ceil(bytes.length / size);
  return Array.from({ length: count }, (_, index) =>
    bytes.subarray(index * size, (index + 1) * size),
  );
}

function sha1(bytes: Buffer): Buffer {
  return createHash('sha1').update(bytes).digest();
}
