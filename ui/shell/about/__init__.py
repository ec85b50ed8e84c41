"""The About box: versions, licences, and what to tell when something goes wrong."""
