//! The table of a server: which handler takes the requests of which operation.

/// The routes of a server, and the function that takes a request to its handler: `ROUTES` and `dispatch`,
/// as [`Service::new`](crate::server::Service::new) takes them. A line is an operation's number, its
/// name, which is that of its module and of its method, and whether callers show credentials, which the
/// function `guard` beside the table then knows how to judge.
///
/// ```text
/// rt::dispatch!(Server {
///     0 => list_pets;
///     1 => find_pet optionally secured;
///     2 => add_pet secured;
/// });
/// ```
#[macro_export]
macro_rules! dispatch {
    ($Server:ident { $($number:literal => $name:ident $($secured:ident)*;)* }) => {
        static ROUTES: &[$crate::operation::Route] =
            &[$(<$name::Request as $crate::operation::Operation>::ROUTE),*];

        fn dispatch<S: $Server>(
            server: ::std::sync::Arc<S>,
            operation: usize,
            incoming: $crate::server::Incoming,
        ) -> $crate::server::Handled {
            // One `match`, whose arms each give a box: a thousand of them are quickly compiled.
            match operation {
                $($number => $crate::__serve!(
                    $($secured)* (server, incoming, |server, cx, request: $name::Request| async move {
                        <S as $Server>::$name(&server, cx, request).await
                    })
                ),)*
                _ => $crate::server::nothing(server, incoming),
            }
        }
    };
}

/// Calls a handler, behind the credentials that its operation asks for.
#[doc(hidden)]
#[macro_export]
macro_rules! __serve {
    (($server:ident, $incoming:ident, $handler:expr)) => {
        $crate::server::serve($server, $incoming, $handler)
    };
    (secured ($server:ident, $incoming:ident, $handler:expr)) => {
        $crate::server::serve_as($server, guard(), $incoming, $handler)
    };
    (optionally secured ($server:ident, $incoming:ident, $handler:expr)) => {
        $crate::server::serve_optionally($server, guard(), $incoming, $handler)
    };
}
