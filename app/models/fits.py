"""Whether a configuration lies within a solution's current applicability, asked in the database: each component
required must be installed in a version within its range; where any version will do the range is null, and an unknown
version lies in no other (`app/domain/applicability.py` is the rule; a property holds these fragments to it)."""

FITS = """NOT EXISTS (
    SELECT 1 FROM solution_component required
     WHERE required.solution_id = solution.id
       AND NOT EXISTS (
           SELECT 1 FROM jsonb_to_recordset(validation.configuration) AS held (component_id uuid, version_key text)
            WHERE held.component_id = required.component_id
              AND (required.versions IS NULL OR held.version_key COLLATE "C" <@ required.versions)))"""
"""Of `validation.configuration`, as it was recorded, and `solution`."""

ENVIRONMENT_FITS = """NOT EXISTS (
    SELECT 1 FROM solution_component required
     WHERE required.solution_id = solution.id
       AND NOT EXISTS (
           SELECT 1 FROM environment_component held
            WHERE held.environment_id = environment.id
              AND held.component_id = required.component_id
              AND (required.versions IS NULL OR held.version_key <@ required.versions)))"""
"""Of `environment`, as it is now, and `solution`."""
