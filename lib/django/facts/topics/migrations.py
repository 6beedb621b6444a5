"""The migrations: what each does, which the databases have seen, and what would still be made."""
import sys

from django.apps import apps
from django.db import connections
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.questioner import MigrationQuestioner
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState
from djlab_facts.databases import is_there, problem
from djlab_facts.places import shown


def facts():
    found = {connection.alias: recorded(connection) for connection in connections.all()}
    default = connections["default"]
    reachable = isinstance(found.get("default"), dict) and is_there(default)
    loader = MigrationLoader(default if reachable else None)
    return {
        "migrations": [describe(loader, key, found) for key in ordered(loader)],
        "unmade": unmade(loader),
        "conflicts": {app: sorted(names) for app, names in loader.detect_conflicts().items()},
        "unreachable": {alias: said for alias, said in found.items() if isinstance(said, str)},
    }


def recorded(connection):
    """When each was applied there, or why the database does not say."""
    if not is_there(connection):
        return {}
    said = problem(connection)
    if said is not None:
        return said
    applied = MigrationRecorder(connection).applied_migrations()
    return {key: row.applied.isoformat() for key, row in applied.items()}


def ordered(loader):
    """Each after those that it depends on."""
    plan = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        plan.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return list(plan)


def describe(loader, key, found):
    migration = loader.graph.nodes[key]
    file = getattr(sys.modules.get(type(migration).__module__), "__file__", None)
    return {
        "app": key[0],
        "name": key[1],
        "appliedIn": {alias: seen[key] for alias, seen in found.items() if isinstance(seen, dict) and key in seen},
        "dependsOn": [".".join(parent.key) for parent in sorted(loader.graph.node_map[key].parents)],
        "operations": words(migration),
        "file": shown(file) if file else "",
    }


def words(migration):
    return [str(operation.describe()) for operation in migration.operations]


def unmade(loader):
    """What makemigrations would write now. Where it would ask its reader, the plain answer is taken."""
    detector = MigrationAutodetector(
        loader.project_state(), ProjectState.from_apps(apps), MigrationQuestioner(dry_run=True)
    )
    changes = detector.changes(graph=loader.graph)
    return [
        {
            "app": app,
            "name": migration.name,
            "dependsOn": [".".join(key) for key in migration.dependencies],
            "operations": words(migration),
        }
        for app, migrations in sorted(changes.items())
        for migration in migrations
    ]
