type Row = Record<string, unknown>;

/** What `sync/maindata` is built from: rows by info-hash and everything beside them. */
type MainState = { torrents: Map<string, Row>; rest: Row };

/**
 * Answers `sync/maindata`: the whole state at first and whenever `rid` is not the last one given
 * to this session, else only what changed since.
 */
export function createChanges(): (session: string, rid: number, state: MainState) => object {
  const last = new Map<string, MainState & { rid: number }>();
  return (session, rid, state) => {
    const before = last.get(session);
    const isFull = before === undefined || before.rid !== rid;
    const nextRid = (before?.rid ?? 0) + 1;
    last.set(session, { ...state, rid: nextRid });
    if (isFull) {
      return {
        ...state.rest,
        full_update: true,
        rid: nextRid,
        torrents: Object.fromEntries(state.torrents),
      };
    }
    const torrents = [...state.torrents].flatMap(([hash, row]) => {
      const changed = changedFields(before.torrents.get(hash) ?? {}, row);
      return Object.keys(changed).length === 0 ? [] : [[hash, changed] as const];
    });
    const removed = [...before.torrents.keys()].filter((hash) => !state.torrents.has(hash));
    return {
      rid: nextRid,
      ...changedFields(before.rest, state.rest),
      ...(torrents.length === 0 ? {} : { torrents: Object.fromEntries(torrents) }),
      ...(removed.length === 0 ? {} : { torrents_removed: removed }),
    };
  };
}

function changedFields(before: Row, after: Row): Row {
  const changed = Object.entries(after).filter(
    ([field, value]) => JSON.stringify(before[field]) !== JSON.stringify(value),
  );
  return Object.fromEntries(changed);
}
