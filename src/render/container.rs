//! The ZIP file that holds a Word or an ODT text: the same bytes for the same parts, on every machine.

use std::io::{Cursor, Write as _};

use zip::result::ZipError;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, System, ZipWriter};

/// A ZIP file that is being written.
pub(super) struct Container(ZipWriter<Cursor<Vec<u8>>>);

impl Container {
    pub(super) fn new() -> Self {
        Container(ZipWriter::new(Cursor::new(Vec::new())))
    }

    /// Adds a part, compressed unless it is `Stored`; every default that depends on the machine or the time is told.
    ///
    /// # Errors
    /// Those of the ZIP writer.
    pub(super) fn add(&mut self, path: &str, method: CompressionMethod, bytes: &[u8]) -> Result<(), ZipError> {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::default())
            .system(System::Dos);
        self.0.start_file(path, options)?;
        self.0.write_all(bytes)?;
        Ok(())
    }

    /// The file.
    ///
    /// # Errors
    /// Those of the ZIP writer.
    pub(super) fn finish(self) -> Result<Vec<u8>, ZipError> {
        Ok(self.0.finish()?.into_inner())
    }
}
