//! What `nowela.toml` says about the office, its consultations and its audiences, checked and ready to use.

use std::collections::BTreeMap;

use jiff::civil::Date;

use super::Session;
use super::failure::{Exit, Failure};
use crate::consult::{Meeting, Round, Rule, Ways, is_audience};
use crate::render::brand::{Brand, Colour, Logo};
use crate::render::template::{TemplateError, Templates, faults};
use crate::store::{Archive, AudienceSettings, RoundSettings, Settings};

/// The least contrast of a colour of text with white, times 100 (WCAG 2.1, 1.4.3).
const CONTRAST: u32 = 450;

/// The office, its templates, and everything about its consultations.
pub(super) struct Office {
    /// What it looks like.
    pub(super) brand: Brand,
    /// Its templates.
    pub(super) templates: Templates,
    /// How dates are counted.
    pub(super) rule: Rule,
    settings: Settings,
}

impl Office {
    /// The office of an archive; outside of one an office without a name.
    ///
    /// # Errors
    /// A [`Failure`] where the settings say something that can't be used.
    pub(super) fn of(session: &mut Session, archive: Option<&Archive>) -> Result<Self, Failure> {
        let settings = archive.map(Archive::settings).transpose()?.unwrap_or_default();
        let templates = match archive {
            Some(archive) => {
                let (templates, strange) = templates(archive)?;
                for name in strange {
                    session.warn("template-unknown", &[("name", &name)])?;
                }
                templates
            }
            None => Templates::default(),
        };
        if let Some(error) = faults(&templates).into_iter().next() {
            return Err(template(error));
        }
        let brand = brand(session, archive, &settings)?;
        let usual = Rule::default();
        let rule = Rule {
            days: settings.consultation.days.unwrap_or(usual.days),
            report_days: settings.consultation.report_days.unwrap_or(usual.report_days),
        };
        Ok(Office { brand, templates, rule, settings })
    }

    /// Who made the changes: as asked, else as the settings say, else the office.
    pub(super) fn author(&self, asked: Option<&str>) -> Option<String> {
        let settings = &self.settings;
        asked
            .map(str::to_owned)
            .or_else(|| settings.consultation.author.clone())
            .or_else(|| settings.office.name.clone())
    }

    /// The round that was asked for, else the only one about this version; an empty one where there is none.
    ///
    /// # Errors
    /// A [`Failure`] where the one that was asked for is not there, where several are about this version, or where its
    /// dates are none.
    pub(super) fn round(
        &self,
        asked: Option<&str>,
        document: Option<&str>,
        version: Option<&str>,
    ) -> Result<Round, Failure> {
        let rounds = &self.settings.round;
        let ids = || rounds.iter().map(|round| round.id.clone()).collect::<Vec<_>>();
        let found = match asked {
            Some(id) => {
                let found = rounds.iter().find(|round| round.id == id);
                Some(found.ok_or_else(|| Failure::new(Exit::Usage, "failure-round").with("round", id).among(ids()))?)
            }
            None => {
                let about = |round: &&RoundSettings| {
                    let same = |told: Option<&str>, it: Option<&str>| told.is_none() || told == it;
                    same(round.document.as_deref(), document) && version.is_some() && round.after.as_deref() == version
                };
                let mut about = rounds.iter().filter(about);
                let first = about.next();
                if about.next().is_some() {
                    return Err(Failure::new(Exit::Usage, "failure-rounds").among(ids()));
                }
                first
            }
        };
        let consultation = &self.settings.consultation;
        let own = |own: Option<&Option<String>>, usual: &Option<String>| own.and_then(Clone::clone).or(usual.clone());
        let ways = Ways {
            email: own(found.map(|round| &round.email), &consultation.email),
            address: own(found.map(|round| &round.address), &consultation.address),
            url: own(found.map(|round| &round.url), &consultation.url),
        };
        let mut round = Round { ways, information: consultation.information.clone(), ..Round::default() };
        let Some(found) = found else { return Ok(round) };
        round.id.clone_from(&found.id);
        round.title.clone_from(&found.title);
        round.purpose.clone_from(&found.purpose);
        round.opens = found.opens.as_deref().map(|text| date("opens", text)).transpose()?;
        round.closes = found.closes.as_deref().map(|text| date("closes", text)).transpose()?;
        round.report = found.report.as_deref().map(|text| date("report", text)).transpose()?;
        for meeting in &found.meeting {
            let date = date("date", &meeting.date)?;
            round.meetings.push(Meeting { date, time: meeting.time.clone(), place: meeting.place.clone() });
        }
        let round = round.dated(self.rule);
        if round.is_backwards() {
            return Err(Failure::new(Exit::Usage, "failure-round-backwards").with("round", &round.id));
        }
        Ok(round)
    }

    /// The audiences that were asked for; `all` asks for all those of the document.
    ///
    /// # Errors
    /// A [`Failure`] where one is not there, or its id can't name a folder.
    pub(super) fn audiences(
        &self,
        asked: &[String],
        document: Option<&str>,
    ) -> Result<Vec<&AudienceSettings>, Failure> {
        let all = &self.settings.audience;
        if let Some(wrong) = all.iter().find(|audience| !is_audience(&audience.id)) {
            return Err(Failure::new(Exit::Usage, "failure-audience-name").with("audience", &wrong.id));
        }
        let about =
            |audience: &&AudienceSettings| audience.document.is_none() || audience.document.as_deref() == document;
        if asked == ["all"] {
            return Ok(all.iter().filter(about).collect());
        }
        let find = |id: &String| {
            let ids = || all.iter().map(|audience| audience.id.clone()).collect();
            let found = all.iter().find(|audience| audience.id == *id);
            found.ok_or_else(|| Failure::new(Exit::Usage, "failure-audience").with("audience", id).among(ids()))
        };
        asked.iter().map(find).collect()
    }
}

/// The templates that count where the session works: those of its archive, else the built-in ones.
///
/// # Errors
/// A [`Failure`] where one of the archive's own can't be read.
pub(super) fn templates_of(session: &Session) -> Result<Templates, Failure> {
    match Archive::open(&session.directory) {
        Ok(archive) => Ok(templates(&archive)?.0),
        Err(_) => Ok(Templates::default()),
    }
}

/// The templates of an archive, and the files among them that are none. A file that is no text, or no template of a known name, is told.
fn templates(archive: &Archive) -> Result<(Templates, Vec<String>), Failure> {
    let files = archive.templates()?;
    let (mut own, mut strange) = (BTreeMap::new(), Vec::new());
    for (name, bytes) in files.found {
        if !Templates::is_name(&name) {
            strange.push(name);
            continue;
        }
        match String::from_utf8(bytes) {
            Ok(text) => _ = own.insert(name, text.replace("\r\n", "\n")),
            Err(_) => return Err(Failure::new(Exit::Input, "failure-template-text").with("name", name)),
        }
    }
    if let Some(name) = files.large.first() {
        return Err(Failure::new(Exit::Input, "failure-template-text").with("name", name));
    }
    Ok((Templates::new(own), strange))
}

/// A template that can't be used.
pub(super) fn template(error: TemplateError) -> Failure {
    use crate::render::template::Fault;
    let key = match error.fault {
        Fault::Syntax => "failure-template-syntax",
        Fault::Unknown => "failure-template-unknown",
        Fault::Missing => "failure-template-missing",
        Fault::Endless => "failure-template-endless",
        Fault::Huge => "failure-template-huge",
        Fault::Other => "failure-template-other",
    };
    Failure::new(Exit::Usage, key).with("name", error.name).with("line", error.line).with("message", error.message)
}

fn brand(session: &mut Session, archive: Option<&Archive>, settings: &Settings) -> Result<Brand, Failure> {
    let office = &settings.office;
    let mut brand =
        Brand { office: office.name.clone().unwrap_or_default(), contact: office.contact.clone(), ..Brand::default() };
    if let Some(colour) = &office.colour {
        let wrong = || Failure::new(Exit::Usage, "failure-colour").with("colour", colour);
        brand.colour = Colour::parse(colour).ok_or_else(wrong)?;
        let contrast = brand.colour.contrast_with_white();
        if contrast < CONTRAST {
            let told = session.locale.decimal(u64::from(contrast), 2);
            session.warn("colour-pale", &[("colour", colour), ("contrast", &told)])?;
        }
    }
    if let (Some(path), Some(archive)) = (&office.logo, archive) {
        let known = ["png", "jpg", "jpeg", "gif", "svg"];
        let ending = path.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
        if !known.contains(&ending.as_str()) {
            return Err(Failure::new(Exit::Usage, "failure-logo-kind").with("path", path));
        }
        match archive.file(path)? {
            Some(bytes) => {
                let alternative = office.logo_text.clone().unwrap_or_else(|| brand.office.clone());
                brand.logo = Some(Logo { file: path.clone(), bytes, alternative });
            }
            None => return Err(Failure::new(Exit::Usage, "failure-logo").with("path", path)),
        }
    }
    Ok(brand)
}

fn date(key: &'static str, text: &str) -> Result<Date, Failure> {
    text.parse().map_err(|_| Failure::new(Exit::Usage, "failure-setting-date").with("key", key).with("date", text))
}
