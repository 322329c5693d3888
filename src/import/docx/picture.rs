//! Pictures of a Word file: images with their words, text boxes, and what no text can show.

use super::body::{Flow, Reader, Within};
use super::run::Context;
use crate::import::Medium;
use crate::import::content::{Face, Piece, What};
use crate::import::report::LossKind;
use crate::import::xml::Element;

/// Kinds of images that are saved, by their endings.
const ENDINGS: [&str; 11] = ["png", "jpg", "jpeg", "gif", "svg", "bmp", "tif", "tiff", "webp", "emf", "wmf"];

impl Reader<'_, '_> {
    /// Reads a drawing, an old picture or an embedded object.
    pub(super) fn picture(
        &mut self,
        element: &Element,
        around: &Context,
        pieces: &mut Vec<Piece>,
        boxes: &mut Vec<Flow>,
    ) {
        let mut outside = Vec::new();
        let mut framed = Vec::new();
        parted(element, &mut outside, &mut framed);
        let mut told = (String::new(), String::new());
        let mut seen = false;
        for part in &outside {
            let words = |name: &str| part.attribute(name).filter(|words| !words.trim().is_empty()).map(str::to_owned);
            match &*part.name {
                "wp:docPr" | "v:shape" => {
                    let alternative = words("descr").or_else(|| words("alt")).or_else(|| words("title"));
                    told = (alternative.unwrap_or_default(), words("name").unwrap_or_default());
                }
                "pic:cNvPr" => {
                    told.1 = words("name").unwrap_or(told.1);
                    if told.0.is_empty() {
                        told.0 = words("descr").unwrap_or_default();
                    }
                }
                "a:blip" => {
                    // The drawing itself, where the file holds it beside its picture.
                    let drawing = part.find("asvg:svgBlip").and_then(|it| it.attribute("r:embed"));
                    if let Some(id) = drawing.or(part.attribute("r:embed")).or(part.attribute("r:link")) {
                        self.image(id, &told, around, pieces);
                        seen = true;
                    }
                }
                "v:imagedata" => {
                    if let Some(id) = part.attribute("r:id").or(part.attribute("o:relid")) {
                        self.image(id, &told, around, pieces);
                        seen = true;
                    }
                }
                "a:graphicData" => {
                    let kind = part.attribute("uri").unwrap_or_default();
                    if kind.contains("chart") || kind.contains("diagram") {
                        self.lose(LossKind::Chart, &told.0);
                        seen = true;
                    }
                }
                "o:OLEObject" => {
                    self.lose(LossKind::Object, part.attribute("ProgID").unwrap_or_default());
                    seen = true;
                }
                _ => {}
            }
        }
        if &*element.name == "w:object" && !seen {
            self.lose(LossKind::Object, "");
        }
        for frame in framed {
            let flows = self.framed(frame, Within::Body);
            boxes.extend(flows);
        }
    }

    fn image(&mut self, id: &str, told: &(String, String), around: &Context, pieces: &mut Vec<Piece>) {
        let Some(relation) = self.relations.get(id).cloned() else { return self.lose(LossKind::MissingImage, &told.0) };
        if relation.outside {
            return self.lose(LossKind::External, &relation.target);
        }
        let file = match self.pictures.get(&relation.target) {
            Some(file) => file.clone(),
            None => match self.package.part(&relation.target) {
                Ok(Some(bytes)) => {
                    let Some(file) = self.file_name(&relation.target, &told.1) else {
                        return self.lose(LossKind::MissingImage, &relation.target);
                    };
                    self.pictures.insert(relation.target.clone(), file.clone());
                    self.media.push(Medium { path: file.clone(), bytes });
                    file
                }
                Ok(None) => return self.lose(LossKind::MissingImage, &relation.target),
                Err(error) => return self.fail(error),
            },
        };
        self.report.read.images = self.report.read.images.saturating_add(1);
        let alternative = told.0.split_whitespace().collect::<Vec<_>>().join(" ");
        pieces.push(Piece {
            what: What::Image { file, alternative },
            face: Face::default(),
            link: around.link.clone(),
        });
    }

    /// The file of an image: the name that it had where it came from, else that of its part; `None` for what is no image.
    fn file_name(&self, part: &str, told: &str) -> Option<String> {
        let own = part.rsplit('/').next()?;
        let ending = own.rsplit_once('.')?.1.to_ascii_lowercase();
        if !ENDINGS.contains(&ending.as_str()) {
            return None;
        }
        let told = told.rsplit(['/', '\\']).next().unwrap_or_default();
        let given = told.rsplit_once('.').filter(|(stem, end)| !stem.is_empty() && end.eq_ignore_ascii_case(&ending));
        let stem = given.map_or(own.rsplit_once('.')?.0, |(stem, _)| stem);
        let plain = |c: char| if c.is_ascii_alphanumeric() || c == '_' || c == '-' { c } else { '-' };
        let stem: String = stem.chars().take(80).map(plain).collect();
        let taken = |name: &str| self.media.iter().any(|medium| medium.path.eq_ignore_ascii_case(name));
        let name = format!("media/{stem}.{ending}");
        if !taken(&name) {
            return Some(name);
        }
        let from = self.media.len() + 1;
        (from..from + 10).map(|number| format!("media/{stem}-{number}.{ending}")).find(|name| !taken(name))
    }
}

/// The elements of a picture outside of its text boxes, and the text boxes.
fn parted<'e>(element: &'e Element, outside: &mut Vec<&'e Element>, framed: &mut Vec<&'e Element>) {
    for child in element.elements() {
        if &*child.name == "w:txbxContent" {
            framed.push(child);
        } else {
            outside.push(child);
            parted(child, outside, framed);
        }
    }
}
