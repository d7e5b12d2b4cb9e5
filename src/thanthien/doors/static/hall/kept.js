/* What a kiosk keeps on its own disk for when it cannot reach the office: numbers that are its own, what it gave, and a steady clock.
   Numbers, letters and moments only; nothing of any person.
   ThanThien.kept(unit) → {numbers(day), add(block), give(day, make), outbox(), forget(rows), stray(rows), over(day), let(blocks),
   time: {contact(iso), now(), elapsed(), since(), save()}, read(name), write(name, value)}, all but time's reads are promises. */
(function () {
  "use strict";
  const GAP = 600000; /* a page that was closed longer counts as closed for no time at all: the order is kept by the numbers */

  function opened(name) {
    return new Promise(function (go, fail) {
      const asked = indexedDB.open(name, 1);
      asked.onupgradeneeded = function () {
        asked.result.createObjectStore("kept");
        asked.result.createObjectStore("outbox", {autoIncrement: true});
      };
      asked.onsuccess = function () { go(asked.result); };
      asked.onerror = function () { fail(asked.error); };
    });
  }

  function kept(unit) {
    const ready = opened("thanthien-kiosk-" + unit);
    const answer = function (request) { return new Promise(function (go, fail) { request.onsuccess = function () { go(request.result); }; request.onerror = function () { fail(request.error); }; }); };

    /* One transaction, on the disk when the promise is kept: what is shown was written before. */
    async function inOne(work) {
      const db = await ready;
      const turn = db.transaction(["kept", "outbox"], "readwrite", {durability: "strict"});
      const done = new Promise(function (go, fail) { turn.oncomplete = go; turn.onabort = turn.onerror = function () { fail(turn.error); }; });
      let result;
      try {
        result = await work(turn.objectStore("kept"), turn.objectStore("outbox"));
      } catch (error) {
        done.catch(function () { /* told below */ });
        turn.abort();
        throw error;
      }
      await done;
      return result;
    }
    async function read(name) { return inOne(function (store) { return answer(store.get(name)); }); }
    async function write(name, value) { await inOne(function (store) { return answer(store.put(value, name)); }); }

    const left = function (block) { return block.numbers.length - block.next; };
    async function numbers(day) {
      const blocks = await read("blocks") || [];
      return blocks.reduce(function (sum, block) { return sum + (block.day === day ? left(block) : 0); }, 0);
    }
    async function add(block) {
      await inOne(async function (store) {
        const blocks = await answer(store.get("blocks")) || [];
        if (!blocks.some(function (other) { return other.id === block.id; })) blocks.push(Object.assign({next: 0}, block));
        return answer(store.put(blocks, "blocks"));
      });
    }
    /* The next number of the day with what `make` says of it; null when there is none. Two tabs take turns. */
    async function give(day, make) {
      return inOne(async function (store, outbox) {
        const blocks = await answer(store.get("blocks")) || [];
        const block = blocks.find(function (one) { return one.day === day && left(one) > 0; });
        if (!block) return null;
        const [number, code, width, bits] = block.numbers[block.next];
        block.next += 1;
        const row = Object.assign({block: block.id, key: block.key, number}, make());
        await answer(outbox.add(row));
        await answer(store.put(blocks, "blocks"));
        return {label: block.letter + String(number).padStart(3, "0"), code, width, bits, row};
      });
    }
    async function outbox() {
      return inOne(async function (store, outbox) {
        const [keys, rows] = [await answer(outbox.getAllKeys()), await answer(outbox.getAll())];
        return rows.map(function (row, at) { return Object.assign(row, {place: keys[at]}); });
      });
    }
    async function forget(rows) {
      await inOne(async function (store, outbox) { for (const row of rows) await answer(outbox.delete(row.place)); });
    }
    /* The office knows no such key (it was set back to an older day): kept here and shown, for somebody to look at. */
    async function stray(rows) {
      await inOne(async function (store, outbox) {
        for (const row of rows) { const place = row.place; delete row.place; await answer(outbox.put(Object.assign(row, {stray: true}), place)); }
      });
    }
    /* Blocks of past days of which nothing is left to tell. */
    async function over(day) {
      const blocks = await read("blocks") || [], rows = await outbox();
      return blocks.filter(function (block) { return block.day < day && !rows.some(function (row) { return row.block === block.id; }); });
    }
    async function letGo(gone) {
      await inOne(async function (store) {
        const blocks = await answer(store.get("blocks")) || [], ids = gone.map(function (block) { return block.id; });
        return answer(store.put(blocks.filter(function (block) { return !ids.includes(block.id); }), "blocks"));
      });
    }

    return {ready, read, write, numbers, add, give, outbox, forget, stray, over, let: letGo, time: steady(read, write)};
  }

  /* The office's time by the pace of this machine alone. The clock on its wall may jump by hours: it is only asked how long the page was
     closed, and believed up to ten minutes. */
  function steady(read, write) {
    let base = null, before = 0, mark = performance.now();
    const elapsed = function () { return Math.max(0, Math.round(before + performance.now() - mark)); };
    async function save() { if (base) await write("time", {contact: base, elapsed: elapsed(), wall: Date.now()}); }
    return {
      elapsed, save,
      async load() {
        const was = await read("time");
        if (!was || base) return;
        const gap = Date.now() - was.wall;
        base = was.contact; before = was.elapsed + (gap > 0 && gap < GAP ? gap : 0); mark = performance.now();
      },
      contact(iso) { base = iso; before = 0; mark = performance.now(); return save(); },
      since() { return base; },
      now() { return base ? new Date(new Date(base).getTime() + elapsed()) : null; },
      day() { return base ? new Date(new Date(base).getTime() + elapsed() + 7 * 3600000).toISOString().slice(0, 10) : ""; },
    };
  }
  window.ThanThien = Object.assign(window.ThanThien || {}, {kept});
})();
