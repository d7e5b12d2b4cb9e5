"""The index of names and matters: how the database itself keeps it, on both engines, and how it is asked.

Triggers fill `DossierWords` whenever a dossier is written or a person is renamed, so a bulk load is found like any other row.
They are set up after every migrate, because SQLite drops a table's triggers when a migration rebuilds the table, and taken down
before one, because SQLite rebuilds no table that a trigger of another one names.
"""

from collections.abc import Sequence
from typing import Any

from django.db import connection

TABLE, INDEX, TERMS = "dossiers_dossierwords", "dossiers_words_fts", "dossiers_words_terms"
PERSON, BODY, MATTER = "people_citizen", "people_organisation", "procedures_procedure"
NAMES = (
    "'u' || d.unit_id || ' ' || COALESCE(a.name_fold, '') || ' ' || COALESCE(s.name_fold, '') || ' ' || COALESCE(o.name_fold, '')"
)
FROM = (
    f"FROM dossiers_dossier d JOIN {MATTER} p ON p.id = d.procedure_id LEFT JOIN {PERSON} a ON a.id = d.applicant_id "
    f"LEFT JOIN {PERSON} s ON s.id = d.submitter_id LEFT JOIN {BODY} o ON o.id = d.organisation_id"
)
SELECT = f"SELECT d.id, {NAMES}, p.name_fold {FROM}"
PARTIES = "applicant_id, submitter_id, organisation_id, procedure_id"


def _sqlite() -> list[str]:
    put = f"INSERT OR REPLACE INTO {TABLE} (dossier_id, names, matter) {SELECT}"
    columns = "(rowid, names, matter)"
    gone = f"INSERT INTO {INDEX} ({INDEX}, rowid, names, matter) VALUES ('delete', old.dossier_id, old.names, old.matter)"
    came = f"INSERT INTO {INDEX} {columns} VALUES (new.dossier_id, new.names, new.matter)"
    trigger = "CREATE TRIGGER IF NOT EXISTS"
    return [
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {INDEX} USING fts5(names, matter, content='{TABLE}', content_rowid='dossier_id', "
        "prefix='1 2 3')",
        f"CREATE VIRTUAL TABLE IF NOT EXISTS {TERMS} USING fts5vocab({INDEX}, row)",
        f"{trigger} words_came AFTER INSERT ON {TABLE} BEGIN {came}; END",
        f"{trigger} words_gone AFTER DELETE ON {TABLE} BEGIN {gone}; END",
        f"{trigger} words_changed AFTER UPDATE ON {TABLE} BEGIN {gone}; {came}; END",
        f"{trigger} words_of_new AFTER INSERT ON dossiers_dossier BEGIN {put} WHERE d.id = new.id; END",
        f"{trigger} words_of_party AFTER UPDATE OF {PARTIES} ON dossiers_dossier WHEN old.applicant_id IS NOT new.applicant_id "
        "OR old.submitter_id IS NOT new.submitter_id OR old.organisation_id IS NOT new.organisation_id "
        f"OR old.procedure_id IS NOT new.procedure_id BEGIN DELETE FROM {TABLE} WHERE dossier_id = new.id; "
        f"{put} WHERE d.id = new.id; END",
        *(_sqlite_renamed(put, table, which) for table, which in RENAMED),
    ]


RENAMED = ((PERSON, "d.applicant_id = new.id OR d.submitter_id = new.id"), (BODY, "d.organisation_id = new.id"))


def _sqlite_renamed(put: str, table: str, which: str) -> str:
    ids = f"SELECT d.id FROM dossiers_dossier d WHERE {which}"
    return (
        f"CREATE TRIGGER IF NOT EXISTS words_of_{table} AFTER UPDATE OF name_fold ON {table} "
        f"WHEN old.name_fold IS NOT new.name_fold BEGIN DELETE FROM {TABLE} WHERE dossier_id IN ({ids}); {put} WHERE {which}; END"
    )


VECTOR = "(setweight(to_tsvector('simple', names), 'A') || setweight(to_tsvector('simple', matter), 'B'))"


def _postgres() -> list[str]:
    put = (
        f"INSERT INTO {TABLE} (dossier_id, names, matter) {SELECT} WHERE %s "
        "ON CONFLICT (dossier_id) DO UPDATE SET names = excluded.names, matter = excluded.matter"
    )
    terms = (
        f"INSERT INTO {TERMS} SELECT DISTINCT w FROM unnest(string_to_array(new.names || ' ' || new.matter, ' ')) w "
        "WHERE w ~ '^[a-z]+$' ON CONFLICT DO NOTHING"
    )
    made = [
        f"CREATE TABLE IF NOT EXISTS {TERMS} (term text PRIMARY KEY)",
        f"CREATE INDEX IF NOT EXISTS {INDEX} ON {TABLE} USING gin ({VECTOR})",
        *_function("words_terms", terms, f"AFTER INSERT OR UPDATE ON {TABLE}"),
        *_function("words_of_new", put % "d.id = new.id", "AFTER INSERT ON dossiers_dossier"),
        *_function("words_of_party", put % "d.id = new.id", f"AFTER UPDATE OF {PARTIES} ON dossiers_dossier"),
    ]
    for table, which in RENAMED:
        made += _function(f"words_of_{table}", put % f"({which})", f"AFTER UPDATE OF name_fold ON {table}")
    return made


def _function(name: str, body: str, when: str) -> list[str]:
    table = when.rsplit(" ", 1)[1]
    return [
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body}; RETURN NULL; END $$",
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} {when} FOR EACH ROW EXECUTE FUNCTION {name}()",
    ]


def take_down(*, plan: Sequence[object], **_: Any) -> None:
    """Before a migrate that has something to do: on SQLite the triggers go. No act happens until they stand again."""
    if not plan or connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE 'words\\_of\\_%' ESCAPE '\\'")
        for (name,) in cursor.fetchall():
            cursor.execute(f"DROP TRIGGER {connection.ops.quote_name(name)}")


def set_up(**_: Any) -> None:
    """After a migrate: what is missing of index and triggers is made, dossiers not yet in the index come in."""
    with connection.cursor() as cursor:
        if not {TABLE, MATTER, PERSON, BODY} <= set(connection.introspection.table_names(cursor)):
            return
        if connection.vendor == "postgresql":
            cursor.execute("SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'words_of_%'")
            if cursor.fetchone()[0] >= 2 + len(RENAMED):
                return
        for line in _sqlite() if connection.vendor == "sqlite" else _postgres():
            cursor.execute(line)
        missing = f"WHERE d.id NOT IN (SELECT dossier_id FROM {TABLE})"
        cursor.execute(f"INSERT INTO {TABLE} (dossier_id, names, matter) {SELECT} {missing}")


# --- asking ----------------------------------------------------------------------------------------------


def matches(*, unit: str, words: Sequence[Sequence[str]], names_only: bool, limit: int) -> list[int]:
    """Keys of dossiers, newest first, that hold a beginning out of every group of `words` (plain letters and figures)."""
    if connection.vendor == "sqlite":
        groups = " AND ".join("(" + " OR ".join(f'"{word}"*' for word in group) + ")" for group in words)
        asked = f'names:"u{unit}" AND {"names:" if names_only else ""}({groups})'
        query = f"SELECT rowid FROM {INDEX} WHERE {INDEX} MATCH %s ORDER BY rowid DESC LIMIT %s"
    else:
        mark = ":*A" if names_only else ":*"
        groups = " & ".join("(" + " | ".join(f"{word}{mark}" for word in group) + ")" for group in words)
        asked = f"u{unit}:A & {groups}"
        query = f"SELECT dossier_id FROM {TABLE} WHERE {VECTOR} @@ to_tsquery('simple', %s) ORDER BY dossier_id DESC LIMIT %s"
    with connection.cursor() as cursor:
        cursor.execute(query, [asked, limit])
        return [row[0] for row in cursor.fetchall()]


# The words that were read last, and of which state of the index. New words are rare: a large index is read again only when it
# has grown by a hundredth.
_kept: tuple[int, str, list[str]] = (0, "", [])


def terms() -> list[str]:
    """Every word of the index: what a slip of the finger may have meant."""
    global _kept
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT dossier_id, names FROM {TABLE} ORDER BY dossier_id DESC LIMIT 1")
        newest, names = cursor.fetchone() or (0, "")
        same = newest == _kept[0] and names == _kept[1]
        if not (same or (_kept[0] <= newest < _kept[0] * 1.01 and newest > 20_000)):
            cursor.execute(f"SELECT term FROM {TERMS}")
            _kept = (newest, names, [row[0] for row in cursor.fetchall() if row[0].isalpha()])
    return _kept[2]
