//! Filling the inline caches of attributes and methods: the slow side of `fast`.
//!
//! A site's cache is keyed on the id of the receiver's shape, which says layout and class, in the state
//! that the class is in. Looking attributes up may run Python.

use super::Vm;
use super::error::Res;
use super::frame::{CacheKind, SiteCache, SiteCaches, install};
use crate::memory::header::{Header, Kind};
use crate::memory::shape::Shape;
use crate::memory::value::Value;
use crate::types::dict::Dict;
use crate::types::function::Function;
use crate::types::module::Module;
use crate::types::native::NativeFunction;
use crate::types::registry::T;
use crate::types::type_;

/// After so many misses a site isn't filled any more.
const MAX_MISSES: u8 = 100;

/// `send` of generators and coroutines.
const SEND: super::typedef::NativeFn = crate::types::generator::send;

/// Whether `h` may have attributes of its own that its shape doesn't tell of.
fn own_dict_unseen(h: &Header) -> bool {
    matches!(h.kind(), Kind::Function)
        || (h.kind() == Kind::Exception && !h.has(crate::memory::header::FLAG_HEAP_TYPE))
}

impl Vm {
    /// Shape id of `h`'s shape, made if it has none.
    fn shape_id(&mut self, h: &Header) -> u32 {
        let class = h.shape().type_ref().clone();
        // A class with a version has its ids reset when it changes (`type_modified`).
        self.type_version(&class);
        let shape = h.shape();
        if shape.id.get() == 0 {
            self.next_type_version = self.next_type_version.wrapping_add(1).max(1);
            shape.id.set(self.next_type_version);
        }
        shape.id.get()
    }

    /// The attribute that site `site` of the running code names, filling its cache.
    pub(crate) fn load_attr(&mut self, obj: &Value, c: &mut SiteCaches, site: u16) -> Res {
        let name = self.site_name(site);
        if c[0].misses < MAX_MISSES {
            c[0].misses += 1;
            self.fill_attr_cache(obj, &name, c)?;
        }
        self.get_attr(obj, &name)
    }

    fn fill_attr_cache(&mut self, obj: &Value, name: &Value, c: &mut SiteCaches) -> Res<()> {
        let Some(h) = obj.header() else { return Ok(()) };
        let class = self.type_of(obj).clone();
        if h.kind() == Kind::Type {
            return self.fill_class_cache(obj, name, c);
        }
        if !self.ty(&class).has(type_::PLAIN_GETATTR) {
            return Ok(());
        }
        let on_type = self.type_lookup(&class, name)?;
        if on_type
            .as_ref()
            .is_some_and(|d| self.may_turn_descriptor(d))
        {
            return Ok(());
        }
        if let Some(d) = &on_type
            && self.slots(d).descr_set.is_some()
        {
            if let Some(m) = self.get::<crate::types::native::Member>(d) {
                let (slot, owner) = (m.slot, m.owner.clone());
                if self.is_subtype(&class, &owner) {
                    let cap = h.shape().inline_cap;
                    let inline = slot < cap && h.kind() == Kind::Instance;
                    let guard = self.shape_id(h);
                    let misses = c[0].misses;
                    install(
                        c,
                        SiteCache {
                            guard,
                            index: slot,
                            kind: if inline {
                                CacheKind::Slot
                            } else {
                                CacheKind::FarSlot
                            },
                            misses,
                            ..SiteCache::default()
                        },
                    );
                }
            }
            return Ok(());
        }
        if h.kind() == Kind::Module {
            let d = self.of::<Module>(obj).dict.clone();
            let found = self
                .get::<Dict>(&d)
                .and_then(|d| d.find_str(&self.heap, name));
            if let Some(i) = found {
                let guard = self.shape_id(h);
                let guard2 = self.dict_version(&d);
                let misses = c[0].misses;
                install(
                    c,
                    SiteCache {
                        guard,
                        guard2,
                        index: i as u32,
                        kind: CacheKind::ModuleAttr,
                        misses,
                        value: 0,
                        ..SiteCache::default()
                    },
                );
            }
            return Ok(());
        }
        let shape = h.shape();
        if shape.dict_mode || own_dict_unseen(h) {
            return Ok(());
        }
        if let Some(i) = shape.lookup(name) {
            let inline = i < shape.inline_cap && h.kind() == Kind::Instance;
            let guard = self.shape_id(h);
            let misses = c[0].misses;
            install(
                c,
                SiteCache {
                    guard,
                    index: i,
                    kind: if inline {
                        CacheKind::Slot
                    } else {
                        CacheKind::FarSlot
                    },
                    misses,
                    ..SiteCache::default()
                },
            );
        } else if let Some(d) = on_type
            && self.slots(&d).descr_get.is_none()
        {
            let guard = self.shape_id(h);
            let misses = c[0].misses;
            install(
                c,
                SiteCache {
                    guard,
                    kind: CacheKind::TypeValue,
                    misses,
                    value: d.word(),
                    ..SiteCache::default()
                },
            );
        }
        Ok(())
    }

    /// Whether `d`, found on a class, may get `__get__` or `__set__` later: no guard would notice, so a
    /// site that meets it isn't filled.
    fn may_turn_descriptor(&self, d: &Value) -> bool {
        self.ty(self.type_of(d)).is_heap()
    }

    fn fill_class_cache(&mut self, class: &Value, name: &Value, c: &mut SiteCaches) -> Res<()> {
        let meta = self.type_of(class).clone();
        if !meta.is(self.class(T::Type)) || self.type_lookup(&meta, name)?.is_some() {
            return Ok(());
        }
        let Some(v) = self.type_lookup(class, name)? else {
            return Ok(());
        };
        if self.may_turn_descriptor(&v) {
            return Ok(());
        }
        // Functions are not bound by classes; other descriptors are left to the slow path.
        let plain = self.slots(&v).descr_get.is_none() || self.get::<Function>(&v).is_some();
        if plain && let Some(h) = class.header() {
            let guard2 = self.type_version(class);
            let guard = self.shape_id(h);
            let misses = c[0].misses;
            install(
                c,
                SiteCache {
                    guard,
                    guard2,
                    kind: CacheKind::ClassValue,
                    misses,
                    value: v.word(),
                    index: 0,
                    ..SiteCache::default()
                },
            );
        }
        Ok(())
    }

    /// Stores the attribute that site `site` names, filling its cache.
    pub(crate) fn store_attr(
        &mut self,
        obj: &Value,
        v: Value,
        c: &mut SiteCaches,
        site: u16,
    ) -> Res<()> {
        let name = self.site_name(site);
        let before = obj.header().map(|h| h.shape() as *const Shape);
        let cacheable = c[0].misses < MAX_MISSES
            && obj
                .header()
                .is_some_and(|h| h.kind() == Kind::Instance && !h.shape().dict_mode)
            && self.ty(self.type_of(obj)).has(type_::PLAIN_SETATTR);
        if !cacheable {
            return self.set_attr(obj, &name, &v);
        }
        let class = self.type_of(obj).clone();
        if let Some(d) = self.type_lookup(&class, &name)?
            && (self.slots(&d).descr_set.is_some() || self.may_turn_descriptor(&d))
        {
            self.fill_member_store(obj, &class, &d, c);
            return self.set_attr(obj, &name, &v);
        }
        if !self.ty(&class).has(type_::HAS_DICT) {
            return self.set_attr(obj, &name, &v);
        }
        c[0].misses += 1;
        let Some(h) = obj.header() else { return Ok(()) };
        let guard = self.shape_id(h);
        self.set_own_attr(obj, &name, v)?;
        let after = h.shape();
        let added = before != Some(after as *const Shape);
        if let Some(i) = after.lookup(&name)
            && i < after.inline_cap
            && !after.dict_mode
        {
            let misses = c[0].misses;
            install(
                c,
                SiteCache {
                    guard,
                    guard2: 0,
                    index: i,
                    kind: if added {
                        CacheKind::AddSlot
                    } else {
                        CacheKind::Slot
                    },
                    misses,
                    value: if added {
                        after as *const Shape as u64
                    } else {
                        0
                    },
                    ..SiteCache::default()
                },
            );
        }
        Ok(())
    }

    /// Fills a store's cache when `d` is a member of `__slots__` in the instance's own block.
    fn fill_member_store(&mut self, obj: &Value, class: &Value, d: &Value, c: &mut SiteCaches) {
        let Some(m) = self.get::<crate::types::native::Member>(d) else {
            return;
        };
        let (index, fits) = (m.slot, self.is_subtype(class, &m.owner));
        let Some(h) = obj.header() else { return };
        if !fits || index >= h.shape().inline_cap {
            return;
        }
        c[0].misses += 1;
        let guard = self.shape_id(h);
        let misses = c[0].misses;
        install(
            c,
            SiteCache {
                guard,
                index,
                kind: CacheKind::Slot,
                misses,
                ..SiteCache::default()
            },
        );
    }

    /// What `CallMethod` calls, filling the site's cache.
    pub(crate) fn load_method(
        &mut self,
        obj: &Value,
        c: &mut SiteCaches,
        site: u16,
        rows: bool,
    ) -> Res<(Value, bool)> {
        if let Some(f) = super::fast::loaded_method(obj, c) {
            return Ok((f, true));
        }
        let name = self.site_name(site);
        let (f, with_self) = self.find_method(obj, &name)?;
        if with_self
            && c[0].misses < MAX_MISSES
            && let Some(h) = obj.header()
            && !h.shape().dict_mode
            && !matches!(h.kind(), Kind::Module | Kind::Function)
            && !own_dict_unseen(h)
        {
            c[0].misses += 1;
            let native = match rows {
                true => self.get::<NativeFunction>(&f).and_then(NativeFunction::row),
                false => None,
            };
            let guard = self.shape_id(h);
            let (kind, value) = match native {
                Some(row) if std::ptr::fn_addr_eq(row.func, SEND) => (CacheKind::Send, 0),
                Some(row) => (CacheKind::NativeMethod, row as *const _ as u64),
                None => (CacheKind::Method, f.word()),
            };
            let misses = c[0].misses;
            install(
                c,
                SiteCache {
                    guard,
                    guard2: 0,
                    index: 0,
                    kind,
                    misses,
                    value,
                    ..SiteCache::default()
                },
            );
        }
        Ok((f, with_self))
    }

    /// Name of an inline-cache site of the running code.
    pub(crate) fn site_name(&self, site: u16) -> Value {
        let co = self.running_code();
        let i = co
            .code
            .sites
            .get(site as usize)
            .map_or(0, |s| s.name as usize);
        co.names.get(i).cloned().unwrap_or_default()
    }

    /// A version of a dict's keys, made if it has none.
    pub(crate) fn dict_version(&mut self, d: &Value) -> u32 {
        let mut next = self.next_dict_version;
        let v = match self.edit::<Dict>(d) {
            Some((d, _)) => d.assign_version(&mut next),
            None => 0,
        };
        self.next_dict_version = next;
        v
    }
}
