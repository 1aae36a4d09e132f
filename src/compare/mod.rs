//! Floor 8: rows, cells, statuses, namings, quotations, silences.
