//! Pictures of a Word file: images with their words, text boxes, and what no text can show.

use super::body::{Flow, Reader, Within};
use super::run::Context;
use crate::import::content::{Face, Piece, What};
use crate::import::medium::{Medium, image_name};
use crate::import::report::LossKind;
use crate::import::xml::Element;

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
                    let Some(file) = image_name(&relation.target, &told.1, &self.media) else {
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
