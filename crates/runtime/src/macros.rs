//! The parts of the tables that exist only with a feature. A table always has them; without the
//! feature they expand to nothing.

/// The [`Shape`](crate::schema::Shape) of a type.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __shape {
    (object $T:ident { $($key:literal $field:ident $mode:ident [$($rule:expr),*])* } $($rest:ident [$($rest_rule:expr),*])?) => {
        impl $crate::schema::Shape for $T {
            fn schema() -> $crate::schema::Schema {
                #[allow(unused_imports)] // where no line has a rule
                use $crate::schema::rules::*;
                static TABLE: $crate::schema::Table = $crate::schema::Table {
                    properties: &[$($crate::__shape!(property $T $key $field $mode [$($rule),*]),)*],
                    rest: $crate::__shape!(rest $T $($rest [$($rest_rule),*])?),
                };
                $crate::schema::Schema::Object(&TABLE)
            }
        }
    };
    (property $T:ident $key:literal $field:ident required [$($rule:expr),*]) => {
        $crate::schema::Property {
            name: $key,
            required: true,
            schema: $crate::schema::of_required(|it: &$T| &it.$field),
            rules: &[$($rule),*],
        }
    };
    (property $T:ident $key:literal $field:ident optional [$($rule:expr),*]) => {
        $crate::schema::Property {
            name: $key,
            required: false,
            schema: $crate::schema::of_optional(|it: &$T| &it.$field),
            rules: &[$($rule),*],
        }
    };
    (rest $T:ident) => { $crate::schema::Rest::Skip };
    (rest $T:ident deny []) => { $crate::schema::Rest::Deny };
    (rest $T:ident $rest:ident [$($rule:expr),*]) => {
        $crate::schema::Rest::Keep($crate::schema::of_values(|it: &$T| &it.$rest), &[$($rule),*])
    };
    (text $T:ty) => {
        impl $crate::schema::Shape for $T {
            fn schema() -> $crate::schema::Schema {
                $crate::schema::Schema::String(::core::option::Option::None)
            }
        }
    };
    (wrapper $T:ident) => {
        impl $crate::schema::Shape for $T {
            fn schema() -> $crate::schema::Schema {
                const fn of<T, F: $crate::schema::Shape>(_: fn(F) -> T) -> fn() -> $crate::schema::Schema {
                    F::schema
                }
                const INNER: fn() -> $crate::schema::Schema = of($T);
                INNER()
            }
        }
    };
    (enumeration $T:ident [$($text:literal)*]) => {
        impl $crate::schema::Shape for $T {
            fn schema() -> $crate::schema::Schema {
                $crate::schema::Schema::Words(&[$($text),*])
            }
        }
    };
    (enumeration $T:ident free [$($text:literal)*]) => {
        impl $crate::schema::Shape for $T {
            fn schema() -> $crate::schema::Schema {
                $crate::schema::Schema::String(::core::option::Option::None)
            }
        }
    };
    (constants $T:ident [$($json:literal)*]) => {
        impl $crate::schema::Shape for $T {
            fn schema() -> $crate::schema::Schema {
                $crate::schema::Schema::Constants(&[$($json),*])
            }
        }
    };
    (union $T:ident $fit:ident [$($Variant:ident: $test:expr, [$($rule:expr),*])*]) => {
        impl $crate::schema::Shape for $T {
            fn schema() -> $crate::schema::Schema {
                #[allow(unused_imports)] // those that no line calls
                use $crate::{schema::rules::*, wire::any};
                const fn of<T, F: $crate::schema::Shape>(_: fn(F) -> T) -> fn() -> $crate::schema::Schema {
                    F::schema
                }
                static VARIANTS: &[$crate::schema::Alternative] = &[$($crate::schema::Alternative {
                    test: $test,
                    schema: of($T::$Variant),
                    rules: &[$($rule),*],
                }),*];
                $crate::schema::Schema::Union(VARIANTS, $crate::schema::Fit::$fit)
            }
        }
    };
}

#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __shape {
    ($($table:tt)*) => {};
}

/// What only a client needs.
#[cfg(feature = "client")]
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($($item:tt)*) => { $($item)* };
}

#[cfg(not(feature = "client"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __client {
    ($($item:tt)*) => {};
}

/// A function that gives a [`Grant`](crate::client::oauth2::Grant) for a security scheme of the
/// document; nothing without the feature `oauth2`.
#[cfg(feature = "oauth2")]
#[macro_export]
macro_rules! grant {
    ($(#[$doc:meta])* $name:ident = client_credentials($scheme:literal, $url:literal $(, $refresh:literal)?)) => {
        $(#[$doc])*
        pub fn $name(
            client: impl ::core::convert::Into<::std::string::String>,
            secret: impl ::core::convert::Into<$crate::Secret>,
        ) -> (&'static str, $crate::client::oauth2::Grant) {
            ($scheme, $crate::client::oauth2::Grant::client_credentials($url, client, secret)$(.refresh_url($refresh))?)
        }
    };
    ($(#[$doc:meta])* $name:ident = password($scheme:literal, $url:literal $(, $refresh:literal)?)) => {
        $(#[$doc])*
        pub fn $name(
            client: impl ::core::convert::Into<::std::string::String>,
            user: impl ::core::convert::Into<::std::string::String>,
            password: impl ::core::convert::Into<$crate::Secret>,
        ) -> (&'static str, $crate::client::oauth2::Grant) {
            ($scheme, $crate::client::oauth2::Grant::password($url, client, user, password)$(.refresh_url($refresh))?)
        }
    };
}

/// A function that gives a grant of OAuth 2.0; nothing without the feature `oauth2`.
#[cfg(not(feature = "oauth2"))]
#[macro_export]
macro_rules! grant {
    ($($grant:tt)*) => {};
}

/// What only a server needs.
#[cfg(feature = "server")]
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($($item:tt)*) => { $($item)* };
}

#[cfg(not(feature = "server"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __server {
    ($($item:tt)*) => {};
}

/// What reads responses.
#[cfg(any(feature = "client", feature = "mock"))]
#[doc(hidden)]
#[macro_export]
macro_rules! __reply {
    ($($item:tt)*) => { $($item)* };
}

#[cfg(not(any(feature = "client", feature = "mock")))]
#[doc(hidden)]
#[macro_export]
macro_rules! __reply {
    ($($item:tt)*) => {};
}

/// A parameter's expression, with the words it may use.
#[doc(hidden)]
#[macro_export]
macro_rules! __parameter {
    ($parameter:expr) => {{
        #[allow(unused_imports)] // those that the line does not use
        use $crate::{parameter::*, schema::rules::*};
        $parameter
    }};
}

/// Rules, with the words they may use.
#[doc(hidden)]
#[macro_export]
macro_rules! __rules {
    () => {
        &[]
    };
    ($($rule:expr),+) => {{
        use $crate::schema::rules::*;
        const RULES: &[$crate::schema::Rule] = &[$($rule),+];
        RULES
    }};
}

/// The status that a response is written with: the line's own, or the value's where the line
/// stands for several.
#[doc(hidden)]
#[macro_export]
macro_rules! __code {
    (_ $status:ident) => {
        $status.as_u16()
    };
    ($code:literal $status:ident) => {
        $code
    };
    ($code:literal $status:ident $last:literal) => {
        $crate::operation::within($status.as_u16(), $code, $last)
    };
}

/// Reads a response's body; what has none needs no telling what it is.
#[doc(hidden)]
#[macro_export]
macro_rules! __decode {
    (empty $message:ident) => {
        ::core::result::Result::<(), $crate::media::Unfit>::Ok(())
    };
    ($codec:ident $message:ident) => {
        $crate::operation::decode::<$crate::operation::codecs::$codec, _>($message)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __first {
    ($first:literal $($rest:literal)*) => {
        $first
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __optional {
    () => {
        ::core::option::Option::None
    };
    ($given:expr) => {
        ::core::option::Option::Some($given)
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __second {
    ($first:ident $second:ident) => {
        $second
    };
}

/// Without HTTP, the tables of operations and bodies are nothing; pages are a client's to follow.
#[cfg(not(feature = "client"))]
mod without {
    macro_rules! nothing {
        ($dollar:tt $feature:literal $($name:ident)*) => { $(
            #[doc = concat!("A table that means nothing without the feature `", $feature, "`.")]
            #[macro_export]
            macro_rules! $name {
                ($dollar($dollar table:tt)*) => {};
            }
        )* };
    }

    #[cfg(not(feature = "wire"))]
    nothing!($ "wire" operation payload choice multipart styles);
    nothing!($ "client" paged);
}
