//! Operations: a request, what may come back, and how both stand in HTTP messages.

use http::{HeaderMap, StatusCode};

use crate::media::{Content, Message, Unfit};
use crate::parameter::Place;
use crate::{Body, Response};

/// The marker types of bodies by the names that tables use.
pub mod codecs {
    #![allow(non_camel_case_types)] // the tables' words

    pub use crate::media::{
        Binary as binary, Empty as empty, Form as form, JsonEvents as events, JsonText as json,
        Lines as lines, Multipart as multipart, Own as own, Text as text,
        TextEvents as text_events,
    };
}

/// What a table says of an operation.
#[derive(Clone, Copy, Debug)]
pub struct Route {
    /// The method, in upper case.
    pub method: &'static str,
    /// The path as the document writes it: `/pets/{id}`.
    pub path: &'static str,
    /// Where it is served, if that is not where the document is: a URL, or a path on its server.
    pub server: Option<&'static str>,
    /// The media types of the request's body.
    pub consumes: &'static [&'static str],
    /// The media types of the responses.
    pub produces: &'static [&'static str],
    /// Which credentials a caller must show: one of these sets, each of schemes with scopes. No
    /// set at all means none, as does an empty one among them.
    pub security: &'static [&'static [Scheme]],
    /// What tells its requests apart where other operations have its method and path.
    pub told_by: &'static [Told],
}

/// A parameter whose only value tells the requests of an operation apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// Where it stands: in the query or the header.
    pub place: Place,
    /// Its name.
    pub name: &'static str,
    /// Its value.
    pub value: &'static str,
}

/// A security scheme that an operation asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// The scheme's name in the document.
    pub name: &'static str,
    /// The scopes it asks for.
    pub scopes: &'static [&'static str],
}

/// A request of an operation. Its table gives what else belongs to the operation.
pub trait Operation: Sized + Send + 'static {
    /// What comes back when it went well.
    type Success: Send + 'static;
    /// What else comes back.
    type Failure: Answer + Send + 'static;

    /// What the table says.
    const ROUTE: Route;

    /// Writes the request.
    ///
    /// # Errors
    /// A part of it cannot be written.
    #[cfg(feature = "client")]
    fn write(self, to: &mut crate::client::Outgoing) -> Result<(), Unfit>;

    /// Reads a response; `None` for one that the document does not name.
    ///
    /// # Errors
    /// It names it, but the response is not as it says.
    #[cfg(any(feature = "client", feature = "mock"))]
    #[allow(clippy::type_complexity)] // a success, a failure, or neither
    fn read_response(
        status: StatusCode,
        message: Message<'_>,
    ) -> Option<Result<Result<Self::Success, Self::Failure>, Unfit>>;

    /// Reads the request; `None` when `from` holds what is wrong.
    #[cfg(feature = "server")]
    fn read(from: &mut crate::server::Incoming) -> Option<Self>;

    /// Writes a response.
    #[cfg(feature = "server")]
    fn respond(result: Result<Self::Success, Self::Failure>) -> Response;

    /// The failure that carries any response.
    #[cfg(feature = "server")]
    fn other(response: Response) -> Self::Failure;
}

/// What an operation's `Failure` is: an answer that has a status.
pub trait Answer {
    /// The status that it came with, or that a server sends it with.
    fn status(&self) -> StatusCode;
}

/// A parameter of the query that tells requests apart.
#[doc(hidden)]
pub const fn query(name: &'static str, value: &'static str) -> Told {
    Told { place: Place::Query, name, value }
}

/// A header that tells requests apart.
#[doc(hidden)]
pub const fn header(name: &'static str, value: &'static str) -> Told {
    Told { place: Place::Header, name, value }
}

/// A status by its number, which a document gave.
#[doc(hidden)]
pub fn status(number: u16) -> StatusCode {
    StatusCode::from_u16(number).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

/// Writes a response's body.
///
/// # Errors
/// The value cannot be written.
#[doc(hidden)]
pub fn encode<C, T: Content<C>>(
    status: u16,
    media: &'static str,
    value: T,
) -> Result<Response, Unfit> {
    let status = StatusCode::from_u16(status)
        .map_err(|_| Unfit(format!("{status} is no status of HTTP")))?;
    let mut headers = HeaderMap::new();
    let body = value.encode(media, &mut headers)?;
    let mut response =
        Response::new(if status == StatusCode::NO_CONTENT { Body::default() } else { body });
    *response.status_mut() = status;
    *response.headers_mut() = headers;
    Ok(response)
}

/// A field that is always there, as the table's `required` says.
#[doc(hidden)]
pub fn required<T>(field: T) -> Option<T> {
    Some(field)
}

/// A field that may be missing, as the table's `optional` says.
#[doc(hidden)]
pub fn optional<T>(field: Option<T>) -> Option<T> {
    field
}

/// The table of an operation, beside its `Request`, `Success` and `Failure`: where the parts of
/// the request stand, what its body is (`<= required(Pet) json "application/json"`, and the rules that
/// its type does not know), and which status brings what, a line each. What is `required` says what it is made of, for the
/// constructor. `security` before the lines lists the sets of schemes that will do, and `told by` the
/// parameters whose values tell its requests from those of other operations (`told by [query "op" "READ"]`).
/// `(status, value)` are the names that the lines use.
///
/// ```
/// use specwright_runtime as rt;
///
/// pub struct Request {
///     pub id: i64,
///     pub limit: Option<i64>,
/// }
///
/// pub type Success = Vec<String>;
///
/// #[derive(Debug)]
/// pub enum Failure {
///     NotFound,
///     ClientError(rt::StatusCode, String),
///     Other(rt::Response),
/// }
///
/// rt::operation!("GET" "/pets/{id}/names" (status, value) {
///     id: required(i64) path("id"),
///     limit: optional query("limit").rules(&[maximum(100.0)]),
///     => 200: Ok(value) json "application/json",
///     => 404: Err(Failure::NotFound) empty "",
///     => 400..=499: Err(Failure::ClientError(status, value)) text "text/plain",
/// });
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! operation {
    ($method:literal $path:literal $(at $server:literal)? ($status:ident, $value:ident) $(security $([$($scheme:literal [$($scope:literal),*]),*])+)? $(told by $([$told_in:ident $told_name:literal $told_value:literal])+)? {
        $($param:ident: $mode:ident $(($given:ty))? $place:ident $name:tt $(.$more:ident $argument:tt)*,)*
        $(<= $body_mode:ident $(($body_given:ty))? $body_codec:ident $(<$body_styles:ident>)? $($body_media:literal)|+ $([$($body_rule:expr),*])?,)?
        $(=> $code:tt $(..=$last:literal)?: $end:ident $shape:tt $codec:ident $($media:literal)|+,)*
    }) => {
        impl $crate::operation::Operation for Request {
            type Success = Success;
            type Failure = Failure;

            const ROUTE: $crate::operation::Route = $crate::operation::Route {
                method: $method,
                path: $path,
                server: $crate::__optional!($($server)?),
                consumes: &[$($($body_media),+)?],
                produces: &[$($($media),+),*],
                security: &[$($(&[$($crate::operation::Scheme { name: $scheme, scopes: &[$($scope),*] }),*]),+)?],
                told_by: &[$($($crate::operation::$told_in($told_name, $told_value)),+)?],
            };

            $crate::__client! {
                fn write(self, to: &mut $crate::client::Outgoing) -> ::core::result::Result<(), $crate::media::Unfit> {
                    $({
                        const PARAMETER: $crate::parameter::Parameter = $crate::__parameter!($place $name $(.$more $argument)*);
                        to.$mode(&PARAMETER, &self.$param)?;
                    })*
                    $(to.body::<$crate::operation::codecs::$body_codec $(<$body_styles>)?, _>(
                        $crate::operation::$body_mode(self.body),
                        &[$($body_media),+],
                    )?;)?
                    let _ = to; // a request of no parts
                    ::core::result::Result::Ok(())
                }
            }

            $crate::__reply! {
                fn read_response(
                    $status: $crate::StatusCode,
                    message: $crate::media::Message<'_>,
                ) -> ::core::option::Option<::core::result::Result<::core::result::Result<Success, Failure>, $crate::media::Unfit>> {
                    let _ = &message; // where no response is documented
                    match $status.as_u16() {
                        $($code $(..=$last)? => ::core::option::Option::Some(match $crate::__decode!($codec message) {
                            ::core::result::Result::Ok($value) => {
                                let _ = &$value; // where there is no body
                                ::core::result::Result::Ok($end $shape)
                            }
                            ::core::result::Result::Err(unfit) => ::core::result::Result::Err(unfit),
                        }),)*
                        #[allow(unreachable_patterns)] // after a default
                        _ => ::core::option::Option::None,
                    }
                }
            }

            $crate::__server! {
                fn read(from: &mut $crate::server::Incoming) -> ::core::option::Option<Self> {
                    // All at once: a rule is not to mean the field of another line.
                    let parameters = ($({
                        const PARAMETER: $crate::parameter::Parameter = $crate::__parameter!($place $name $(.$more $argument)*);
                        from.$mode(&PARAMETER)
                    },)*);
                    $(let __body = $crate::server::body::$body_mode::<$crate::operation::codecs::$body_codec $(<$body_styles>)?, _>(
                        from,
                        $crate::__rules!($($($body_rule),*)?),
                    );)?
                    from.is_sound().then_some(())?;
                    let ($($param,)*) = parameters;
                    ::core::option::Option::Some(Self {
                        $($param: $param?,)*
                        $(body: $crate::__second!($body_mode __body)?,)?
                    })
                }

                fn respond(result: ::core::result::Result<Success, Failure>) -> $crate::Response {
                    let ($status, $value) = ($crate::StatusCode::OK, ());
                    let _ = (&$status, &$value); // where each response brings its own
                    $crate::server::finish(match result {
                        $($end $shape => $crate::operation::encode::<$crate::operation::codecs::$codec, _>(
                            $crate::__code!($code $status $($last)?),
                            $crate::__first!($($media)+),
                            $value,
                        ),)*
                        ::core::result::Result::Err(Failure::Other(response)) => ::core::result::Result::Ok(response),
                        #[allow(unreachable_patterns)] // where no success is documented
                        ::core::result::Result::Ok(_) => $crate::operation::undocumented(),
                    })
                }

                fn other(response: $crate::Response) -> Failure {
                    Failure::Other(response)
                }
            }
        }

        impl $crate::operation::Answer for Failure {
            #[allow(unused_variables)] // what an answer holds besides
            fn status(&self) -> $crate::StatusCode {
                let $status = $crate::StatusCode::OK; // where a success is all of its kind
                $crate::operation::status(match ::core::result::Result::<&Success, &Self>::Err(self) {
                    $($end $shape => $crate::__code!($code $status $($last)?),)*
                    ::core::result::Result::Err(Failure::Other(response)) => response.status().as_u16(),
                    #[allow(unreachable_patterns)] // where a success is documented
                    ::core::result::Result::Ok(_) => 200,
                })
            }
        }

        $crate::__request!([$($($given)?)*] [$($body_mode $(($body_given))?)?] { $($param: $mode ($($given)?) (),)* });
    };
}

/// How a request is made: of its body, where that is all it needs, of nothing, where it needs
/// nothing, and else by `new`.
#[doc(hidden)]
#[macro_export]
macro_rules! __request {
    ([] [] { $($param:ident: $mode:ident () (),)* }) => {
        impl ::core::convert::From<()> for Request {
            fn from((): ()) -> Self {
                Self { $($param: $crate::__field!(new $mode $param () ()),)* }
            }
        }
    };
    ([] [required] { $($params:tt)* }) => {};
    ([] [optional] { $($param:ident: $mode:ident () (),)* }) => {
        $crate::__request!([] [] { $($param: $mode () (),)* body: optional () (), });
    };
    ([] [required ($Body:ty)] { $($param:ident: $mode:ident () (),)* }) => {
        impl ::core::convert::From<$Body> for Request {
            fn from(body: $Body) -> Self {
                Self { $($param: $crate::__field!(new $mode $param () ()),)* body }
            }
        }
    };
    ([] [optional ($Body:ty)] { $($param:ident: $mode:ident () (),)* }) => {
        impl ::core::convert::From<$Body> for Request {
            fn from(body: $Body) -> Self {
                Self { $($param: $crate::__field!(new $mode $param () ()),)* body: ::core::option::Option::Some(body) }
            }
        }
        $crate::__request!([] [] { $($param: $mode () (),)* body: optional () (), });
    };
    ([$($any:ty)+] [] { $($params:tt)* }) => {
        $crate::__new!(Request [$($any)+] [] { $($params)* });
    };
    ([$($any:ty)+] [optional $(($Body:ty))?] { $($params:tt)* }) => {
        $crate::__new!(Request [$($any)+] [] { $($params)* body: optional () (), });
    };
    ([$($any:ty)+] [required ($Body:ty)] { $($params:tt)* }) => {
        $crate::__new!(Request [$($any)+] [] { $($params)* body: required ($Body) (), });
    };
}

/// Reads a response's body.
///
/// # Errors
/// It is not what the document says.
#[doc(hidden)]
pub fn decode<C, T: Content<C>>(message: Message<'_>) -> Result<T, Unfit> {
    T::decode(message)
}

/// The status if it is in the range that the document names, else the range's first.
#[doc(hidden)]
pub fn within(status: u16, first: u16, last: u16) -> u16 {
    if (first..=last).contains(&status) { status } else { first }
}

/// A success that no line of a table writes.
///
/// # Errors
/// Always.
#[doc(hidden)]
pub fn undocumented() -> Result<Response, Unfit> {
    Err(Unfit("the document has no response for a success".to_owned()))
}

/// A struct of a response's headers and body, as a body of the codec [`own`](codecs): a line
/// for each header, then the body's codec.
///
/// ```
/// use specwright_runtime as rt;
///
/// pub struct Success {
///     pub rate_limit: Option<i64>,
///     pub body: Vec<String>,
/// }
///
/// rt::payload!(Success {
///     rate_limit: optional header("X-Rate-Limit"),
///     => body json,
/// });
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! payload {
    ($T:ident { $($field:ident: $mode:ident $parameter:expr,)* $(=> $body:ident $codec:ident,)? }) => {
        impl $crate::media::Content<$crate::media::Own> for $T {
            fn encode(
                self,
                media: &'static str,
                headers: &mut $crate::HeaderMap,
            ) -> ::core::result::Result<$crate::Body, $crate::media::Unfit> {
                let _ = media; // where there is no body
                $({
                    const PARAMETER: $crate::parameter::Parameter = $crate::__parameter!($parameter);
                    $crate::media::headers::write(headers, &PARAMETER, $crate::operation::$mode(self.$field))?;
                })*
                $(return $crate::media::Content::<$crate::operation::codecs::$codec>::encode(self.$body, media, headers);)?
                #[allow(unreachable_code)] // where there is a body
                ::core::result::Result::Ok($crate::Body::default())
            }

            fn decode(message: $crate::media::Message<'_>) -> ::core::result::Result<Self, $crate::media::Unfit> {
                let headers = message.headers;
                // The body first: how it is received does not hang on what the headers hold.
                $(let $body = $crate::media::Content::<$crate::operation::codecs::$codec>::decode(message)?;)?
                let ($($field,)*) = ($({
                    const PARAMETER: $crate::parameter::Parameter = $crate::__parameter!($parameter);
                    $crate::media::headers::$mode(headers, &PARAMETER)?
                },)*);
                ::core::result::Result::Ok(Self { $($field,)* $($body,)? })
            }
        }
    };
}

/// An enum of one body in several media types, as a body of the codec [`own`](codecs): a line a
/// media type.
///
/// ```
/// use specwright_runtime as rt;
///
/// pub enum Report {
///     Json(Vec<String>),
///     Csv(String),
/// }
///
/// rt::choice!(Report {
///     "application/json" => Json: json,
///     "text/csv" => Csv: text,
/// });
/// # fn main() {}
/// ```
#[macro_export]
macro_rules! choice {
    ($T:ident { $($media:literal => $Variant:ident: $codec:ident $(<$styles:ident>)? $([$($rule:expr),*])?,)* }) => {
        impl $crate::media::Content<$crate::media::Own> for $T {
            fn encode(
                self,
                _: &'static str,
                headers: &mut $crate::HeaderMap,
            ) -> ::core::result::Result<$crate::Body, $crate::media::Unfit> {
                match self {
                    $(Self::$Variant(value) => {
                        $crate::media::Content::<$crate::operation::codecs::$codec $(<$styles>)?>::encode(value, $media, headers)
                    })*
                }
            }

            fn decode(message: $crate::media::Message<'_>) -> ::core::result::Result<Self, $crate::media::Unfit> {
                match $crate::media::choose(&message.media_type(), &[$($media),*]) {
                    $(::core::option::Option::Some($media) => {
                        $crate::media::Content::<$crate::operation::codecs::$codec $(<$styles>)?>::decode(message).map(Self::$Variant)
                    })*
                    _ => ::core::result::Result::Err($crate::media::unknown_media()),
                }
            }
        }

        $crate::__server! {
            impl $crate::media::Admit<$crate::media::Own> for $T {
                fn admit(
                    message: $crate::media::Message<'_>,
                    _: &'static [$crate::schema::Rule],
                ) -> ::core::result::Result<Self, $crate::server::Refused> {
                    match $crate::media::choose(&message.media_type(), &[$($media),*]) {
                        $(::core::option::Option::Some($media) => {
                            $crate::media::Admit::<$crate::operation::codecs::$codec $(<$styles>)?>::admit(
                                message,
                                $crate::__rules!($($($rule),*)?),
                            ).map(Self::$Variant)
                        })*
                        _ => ::core::result::Result::Err($crate::media::unknown_media().into()),
                    }
                }
            }
        }
    };
}
