//! Floor 4: bytes of any format to [`Article`](crate::base::Article)s; page furniture removed.
