"""Everything that survives a restart: tables, repositories, unit of work, dialogue states, migrations."""
