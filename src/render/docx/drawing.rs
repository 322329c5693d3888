//! The drawing by which Word shows a figure.

use std::io::Write as _;

use flate2::{Compression, Crc, write::ZlibEncoder};

use crate::render::escape::shown;

/// English Metric Units of a pixel at 96 dots per inch, and of a twentieth of a point.
const PIXEL: u64 = 9_525;
const TWENTIETH: u64 = 635;

/// Where a figure stands: the ids of its relationships and what is known of it.
pub(super) struct Drawing<'a> {
    /// A number that no other drawing has.
    pub(super) id: u32,
    /// The relationship of the picture.
    pub(super) picture: &'a str,
    /// That of its original in SVG, where the picture only stands in for it.
    pub(super) original: Option<&'a str>,
    /// Its size in pixels.
    pub(super) size: (u32, u32),
    /// The name of its file, so that it has the same one where the text is read from the Word file.
    pub(super) name: &'a str,
    /// What it says, and its title.
    pub(super) alternative: &'a str,
    pub(super) title: &'a str,
}

impl Drawing<'_> {
    /// The drawing in a line of text, made to fit a place of this width and height in twentieths of a point.
    ///
    /// Word takes a drawing in SVG from an extension of the picture that stands in for it, and cannot do without that
    /// picture. LibreOffice 7.4 skips the extension, but shows an SVG file in the place of the picture. Each is
    /// given its own: Word knows the names that the choice asks for, others read what is there to fall back on.
    pub(super) fn xml(&self, room: (u32, u32)) -> String {
        let Some(original) = self.original else { return self.showing(self.picture, "", room) };
        let extension = format!(
            "<a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
             <asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"{original}\"/>\
             </a:ext></a:extLst>"
        );
        format!(
            "<mc:AlternateContent><mc:Choice Requires=\"w16se\">{}</mc:Choice>\
             <mc:Fallback>{}</mc:Fallback></mc:AlternateContent>",
            self.showing(self.picture, &extension, room),
            self.showing(original, "", room)
        )
    }

    /// The drawing that shows the picture of a relationship, with an extension of it.
    fn showing(&self, picture: &str, extension: &str, (wide, high): (u32, u32)) -> String {
        let (width, height) = fit(self.size, (wide, high));
        let id = self.id;
        let title = if self.title.is_empty() { String::new() } else { format!(" title=\"{}\"", shown(self.title)) };
        let (alternative, name) = (shown(self.alternative), shown(self.name));
        let main = "http://schemas.openxmlformats.org/drawingml/2006";
        format!(
            "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{width}\" cy=\"{height}\"/>\
             <wp:docPr id=\"{id}\" name=\"figure-{id}\" descr=\"{alternative}\"{title}/>\
             <wp:cNvGraphicFramePr><a:graphicFrameLocks xmlns:a=\"{main}/main\" noChangeAspect=\"1\"/></wp:cNvGraphicFramePr>\
             <a:graphic xmlns:a=\"{main}/main\"><a:graphicData uri=\"{main}/picture\"><pic:pic xmlns:pic=\"{main}/picture\">\
             <pic:nvPicPr><pic:cNvPr id=\"{id}\" name=\"{name}\" descr=\"{alternative}\"/><pic:cNvPicPr/></pic:nvPicPr>\
             <pic:blipFill><a:blip r:embed=\"{picture}\">{extension}</a:blip><a:stretch><a:fillRect/></a:stretch></pic:blipFill>\
             <pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>\
             <a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing>"
        )
    }
}

/// The size of a picture in English Metric Units, made smaller where it would not fit.
fn fit((width, height): (u32, u32), (wide, high): (u32, u32)) -> (u64, u64) {
    let (width, height) = (u64::from(width) * PIXEL, u64::from(height) * PIXEL);
    let (wide, high) = (u64::from(wide) * TWENTIETH, u64::from(high) * TWENTIETH);
    let narrow =
        |(width, height): (u64, u64)| if width > wide { (wide, height * wide / width) } else { (width, height) };
    let low = |(width, height): (u64, u64)| if height > high { (width * high / height, high) } else { (width, height) };
    let (width, height) = low(narrow((width, height)));
    (width.max(1), height.max(1))
}

/// A picture for readers that cannot show an SVG file: an empty frame of its proportions.
pub(super) fn frame((width, height): (u32, u32)) -> Vec<u8> {
    let longest = width.max(height).max(1);
    let scaled = |side: u32| (u64::from(side) * 240 / u64::from(longest)).max(2) as u32;
    let (width, height) = (scaled(width), scaled(height));
    let mut rows = Vec::new();
    for row in 0..height {
        rows.push(0);
        let edge = |column| row == 0 || row + 1 == height || column == 0 || column + 1 == width;
        rows.extend((0..width).map(|column| if edge(column) { 0x80 } else { 0xff }));
    }
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(&rows).expect("a vector takes everything");
    let rows = encoder.finish().expect("a vector takes everything");
    let mut png = b"\x89PNG\r\n\x1a\n".to_vec();
    let header = [&width.to_be_bytes()[..], &height.to_be_bytes(), &[8, 0, 0, 0, 0]].concat();
    for (name, bytes) in [(b"IHDR", &header), (b"IDAT", &rows), (b"IEND", &Vec::new())] {
        png.extend((bytes.len() as u32).to_be_bytes());
        let chunk = [&name[..], bytes].concat();
        let mut sum = Crc::new();
        sum.update(&chunk);
        png.extend(chunk);
        png.extend(sum.sum().to_be_bytes());
    }
    png
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::picture::{Kind, measure};

    #[test]
    fn a_frame_is_a_picture_of_its_proportions() {
        assert_eq!(measure(&frame((480, 240))), Some((Kind::Png, 240, 120)));
    }

    #[test]
    fn pictures_are_made_to_fit() {
        assert_eq!(fit((96, 48), (9_000, 9_000)), (914_400, 457_200));
        assert_eq!(fit((9_600, 4_800), (1_440, 9_000)), (914_400, 457_200));
        assert_eq!(fit((1, 100_000), (1_440, 1_440)), (9, 914_400));
    }
}
