//! Floor 1: files. With `fetch`, the only module that touches the world: reads bytes, writes whole files or none.
