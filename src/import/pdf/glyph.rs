//! The glyphs of a page with their places, in hundredths of a point from its upper left corner.

use super::tree::decoded;
use std::collections::BTreeMap;

use hayro_interpret::font::{Glyph as Drawn, OutlineFontData};
use hayro_interpret::hayro_cmap::BfString;
use hayro_interpret::hayro_syntax::object::{Array, Dict, String as Text};
use hayro_interpret::hayro_syntax::page::Page;
use hayro_interpret::util::TransformExt as _;
use hayro_interpret::{
    BlendMode, ClipPath, Context, Device, GlyphDrawMode, Image, InterpreterCache, InterpreterSettings, Paint,
    PathDrawMode, SoftMask, interpret_page,
};
use kurbo::{Affine, BezPath, Point, Rect, Shape as _};

/// A page has no more glyphs and no more rules: what comes beyond is not read.
const MOST: usize = 200_000;
const MOST_LINKS: usize = 2_000;
/// A filled rectangle up to this thickness is a rule.
const THIN: i32 = 300;

/// A glyph on a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Glyph {
    /// What it says: mostly one character.
    pub(super) text: String,
    /// Where it begins on its line.
    pub(super) x: i32,
    /// Where its line stands, from above.
    pub(super) y: i32,
    /// How wide it is; 0 where the font does not say.
    pub(super) width: i32,
    /// How large it is set.
    pub(super) size: i32,
    pub(super) strong: bool,
    pub(super) slanted: bool,
    /// By how many quarters of a turn its line is turned.
    pub(super) turned: u8,
    /// The number of its marked content.
    pub(super) mark: Option<i32>,
    /// It belongs to the page and not to the text.
    pub(super) is_artifact: bool,
    /// It is not to be seen: text that was recognised on a picture.
    pub(super) is_invisible: bool,
}

/// A horizontal or vertical rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Rule {
    pub(super) x: (i32, i32),
    pub(super) y: (i32, i32),
}

/// What is on a page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Sheet {
    pub(super) height: i32,
    pub(super) glyphs: Vec<Glyph>,
    pub(super) rules: Vec<Rule>,
    pub(super) pictures: u32,
    /// Frames that lead to an address.
    pub(super) links: Vec<(Rule, String)>,
    /// Glyphs of which the file does not say what they mean.
    pub(super) unreadable: u32,
}

/// Reads what is on a page.
pub(super) fn sheet<'a>(page: &Page<'a>, cache: &InterpreterCache<'a>) -> Sheet {
    let settings = InterpreterSettings { render_annotations: false, ..InterpreterSettings::default() };
    let (width, height) = page.render_dimensions();
    let whole = Rect::new(0.0, 0.0, f64::from(width), f64::from(height));
    let upright = page.initial_transform(true).to_kurbo();
    let mut context = Context::new(upright, whole, cache, page.xref(), settings);
    let mut reader = Reader {
        sheet: Sheet { height: fixed(f64::from(height)), ..Sheet::default() },
        looks: BTreeMap::new(),
        marks: Vec::new(),
    };
    reader.sheet.links = links(page, upright);
    interpret_page(page, &mut context, &mut reader);
    reader.sheet
}

/// The frames of a page that lead to an address.
fn links(page: &Page<'_>, upright: Affine) -> Vec<(Rule, String)> {
    let annotations = page.raw().get::<Array<'_>>(&b"Annots"[..]);
    let link = |annotation: Dict<'_>| {
        let action = annotation.get::<Dict<'_>>(&b"A"[..])?;
        let address = action.get::<Text<'_>>(&b"URI"[..])?;
        let corners = annotation.get::<Array<'_>>(&b"Rect"[..])?;
        let corners: Vec<f64> = corners.iter::<f32>().map(f64::from).collect();
        let [x0, y0, x1, y1] = corners.try_into().ok()?;
        let frame = upright.transform_rect_bbox(Rect::new(x0, y0, x1, y1).abs());
        let frame = Rule { x: (fixed(frame.x0), fixed(frame.x1)), y: (fixed(frame.y0), fixed(frame.y1)) };
        Some((frame, decoded(address.as_bytes())))
    };
    let annotations = annotations.iter().flat_map(|list| list.iter::<Dict<'_>>());
    annotations.take(MOST_LINKS).filter_map(link).collect()
}

/// A length in hundredths of a point.
fn fixed(points: f64) -> i32 {
    const FARTHEST: f64 = 1e7;
    (points * 100.0).round().clamp(-FARTHEST, FARTHEST) as i32
}

struct Reader {
    sheet: Sheet,
    /// Whether a font is bold, and whether it is slanted.
    looks: BTreeMap<u128, (bool, bool)>,
    /// Open marked content: whether it belongs to the page only, and its number.
    marks: Vec<(bool, Option<i32>)>,
}

impl Device<'_> for Reader {
    fn set_soft_mask(&mut self, _: Option<SoftMask<'_>>) {}
    fn set_blend_mode(&mut self, _: BlendMode) {}
    fn push_clip_path(&mut self, _: &ClipPath) {}
    fn push_transparency_group(&mut self, _: f32, _: Option<SoftMask<'_>>, _: BlendMode) {}
    fn pop_clip_path(&mut self) {}
    fn pop_transparency_group(&mut self) {}

    fn draw_path(&mut self, path: &BezPath, transform: Affine, _: &Paint<'_>, _: &PathDrawMode) {
        if self.sheet.rules.len() >= MOST {
            return;
        }
        // Each line and each thin rectangle of the path; a box counts as its four sides.
        for part in parts(path) {
            let bounds = transform.transform_rect_bbox(part);
            let x = (fixed(bounds.x0), fixed(bounds.x1));
            let y = (fixed(bounds.y0), fixed(bounds.y1));
            let (wide, high) = (x.1 - x.0, y.1 - y.0);
            if wide.min(high) <= THIN && wide.max(high) > 2 * THIN {
                self.sheet.rules.push(Rule { x, y });
            }
        }
    }

    fn draw_glyph(&mut self, glyph: &Drawn<'_>, transform: Affine, own: Affine, _: &Paint<'_>, mode: &GlyphDrawMode) {
        if self.sheet.glyphs.len() >= MOST || matches!(mode, GlyphDrawMode::Stroke(_)) {
            return;
        }
        let text = match glyph.as_unicode() {
            Some(BfString::Char(one)) => one.to_string(),
            Some(BfString::String(several)) => several,
            None => String::new(),
        };
        let is_invisible = matches!(mode, GlyphDrawMode::Invisible);
        let whole = transform * own;
        let [a, b, c, d, ..] = whole.as_coeffs();
        let turned = match (a.abs() >= b.abs(), a >= 0.0, b >= 0.0) {
            (true, true, _) => 0,
            (true, false, _) => 2,
            (false, _, true) => 1,
            (false, _, false) => 3,
        };
        let place = whole * Point::ORIGIN;
        let (x, y) = match turned {
            0 => (place.x, place.y),
            1 => (place.y, -place.x),
            2 => (-place.x, -place.y),
            _ => (-place.y, place.x),
        };
        // An em has a thousand units.
        let (along, size) = (a.hypot(b), c.hypot(d) * 1_000.0);
        let (width, strong, slanted) = match glyph {
            Drawn::Outline(glyph) => {
                let (strong, slanted) =
                    *self.looks.entry(glyph.font_cache_key()).or_insert_with(|| look(glyph.font_data()));
                (glyph.advance_width().map_or(0.0, f64::from) * along, strong, slanted)
            }
            Drawn::Type3(_) => (0.0, false, false),
        };
        let text = if text.is_empty() || text.chars().any(|it| it == '\0') {
            self.sheet.unreadable += 1;
            "\u{fffd}".to_owned()
        } else {
            text
        };
        let is_artifact = self.marks.iter().any(|(artifact, _)| *artifact);
        let mark = self.marks.iter().rev().find_map(|(_, number)| *number);
        let (x, y, width, size) = (fixed(x), fixed(y), fixed(width), fixed(size));
        self.sheet.glyphs.push(Glyph {
            text,
            x,
            y,
            width,
            size,
            strong,
            slanted,
            turned,
            mark,
            is_artifact,
            is_invisible,
        });
    }

    fn draw_image(&mut self, _: Image<'_, '_>, _: Affine) {
        if !self.marks.iter().any(|(artifact, _)| *artifact) {
            self.sheet.pictures += 1;
        }
    }

    fn begin_marked_content(&mut self, tag: &[u8], number: Option<i32>) {
        self.marks.push((tag == b"Artifact", number));
    }

    fn end_marked_content(&mut self) {
        self.marks.pop();
    }
}

/// Whether a font is bold, and whether it is slanted.
fn look(font: Option<OutlineFontData>) -> (bool, bool) {
    let Some(font) = font else { return (false, false) };
    let name = font.postscript_name.unwrap_or_default().to_ascii_lowercase();
    let says = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let strong = font.weight.is_some_and(|weight| weight >= 600) || says(&["bold", "black", "heavy"]);
    (strong, font.is_italic || says(&["italic", "oblique"]))
}

/// The rectangles and straight lines that a path consists of, as boxes; the sides of a box one by one.
fn parts(path: &BezPath) -> Vec<Rect> {
    let whole = path.bounding_box();
    if whole.width().min(whole.height()) * 100.0 <= f64::from(THIN) {
        return vec![whole];
    }
    let straight = path.segments().filter_map(|segment| match segment {
        kurbo::PathSeg::Line(line) => Some(Rect::from_points(line.p0, line.p1)),
        _ => None,
    });
    straight.take(MOST).collect()
}
